// What the keys do.

import { Box, Text } from 'ink';

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ['up, down, home, end, page keys', 'move; in the details choose an action, or scroll'],
  ['/', 'filter by key, name or state; enter keeps it, esc shows all'],
  ['enter', 'details of the selected service; esc goes back'],
  ['tab, left, right', 'in the details: state, history, output'],
  ['space', 'in the details: take an action out of its recoveries, or back in'],
  ['s', 'start it, and want it running'],
  ['k', 'kill it: it ends with all its processes, and stays off'],
  ['r', 'restart it: its whole recovery, now'],
  ['g', 'recover it now if it is down, without waiting for a threshold or a backoff'],
  ['e', 'enable or disable it in the config file'],
  ['1 to 9', 'run one of its own commands; the details tell which'],
  ['S, K, R, G', 'the same for all'],
  ['c, C', 'tell whether cron starts the watchdog; have it do so'],
  ['f', 'look again at once (every two seconds it is done anyway)'],
  ['q, ctrl-c', 'quit; what was begun goes on'],
];

/** The keys, and what they do. */
export function Help() {
  return (
    <Box flexDirection="column">
      <Text bold>Keys</Text>
      {KEYS.map(([key, does]) => (
        <Box key={key}>
          <Box width={32}>
            <Text>{key}</Text>
          </Box>
          <Text wrap="truncate">{does}</Text>
        </Box>
      ))}
    </Box>
  );
}
