// One service from near: a pane for its state and the actions of its recoveries, others for what has been, and for its output.

import { Box, Text } from 'ink';
import { bodyHeight } from './layout.ts';
import { type Model, TABS } from './model.ts';
import { shownLines } from './service-lines.ts';
import type { Tint } from './tint.ts';

interface Props {
  readonly model: Model;
  readonly tint: Tint;
}

/** The panes of one service, one of them open. */
export function Service({ model, tint }: Props) {
  const height = bodyHeight(model);
  const switches = model.tab === 'state' ? (model.closeUp?.switches.length ?? 0) : 0;
  const rest = switches === 0 ? 0 : switches + 1;
  const room = Math.max(1, height - rest);
  return (
    <Box flexDirection="column">
      <Tabs model={model} tint={tint} />
      <Box flexDirection="column" height={height} overflow="hidden">
        {shownLines(model, room).map(({ at, text }) => (
          <Text key={at} wrap="truncate">
            {text === '' ? ' ' : text}
          </Text>
        ))}
        {rest === 0 ? undefined : <Switches model={model} tint={tint} />}
      </Box>
    </Box>
  );
}

function Tabs({ model, tint }: Props) {
  return (
    <Text wrap="truncate">
      <Text bold>{`${model.selected}  `}</Text>
      {TABS.map((tab) => (
        <Text key={tab} bold={tab === model.tab} {...(tab === model.tab ? tint('cyan') : {})}>
          {tab === model.tab ? `[${tab}] ` : ` ${tab}  `}
        </Text>
      ))}
    </Text>
  );
}

/** The actions of its recoveries, and which of them are taken. */
function Switches({ model: { closeUp, cursor }, tint }: Props) {
  return (
    <Box flexDirection="column">
      <Text bold>actions of a recovery</Text>
      {(closeUp?.switches ?? []).map(({ action, isOn }, place) => (
        <Text key={action} bold={place === cursor} {...tint(isOn ? 'green' : 'gray')}>
          {`${place === cursor ? '> ' : '  '}[${isOn ? 'x' : ' '}] ${action}`}
        </Text>
      ))}
    </Box>
  );
}
