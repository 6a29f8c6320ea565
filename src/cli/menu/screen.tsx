// The whole screen: title, page, news, keys. It draws what the menu is, and hands on keys; nothing is decided here.

import { Box, Text, useInput } from 'ink';
import { keysOf, newsOf, titleOf } from './frame.ts';
import { Help } from './help.tsx';
import { keyNames } from './key-names.ts';
import { List } from './list.tsx';
import type { Model } from './model.ts';
import { Service } from './service.tsx';
import type { Tint } from './tint.ts';

const PAGES = { list: List, service: Service, help: Help } as const;
const TONES = { question: 'yellow', good: 'cyan', bad: 'red' } as const;

interface Props {
  readonly model: Model;
  readonly tint: Tint;
  onKey(name: string): void;
}

/** The menu on the terminal. */
export function Screen({ model, tint, onKey }: Props) {
  useInput((input, key) => {
    for (const name of keyNames(input, key)) onKey(name);
  });
  const [left, right] = titleOf(model);
  const { text, tone } = newsOf(model);
  const Page = PAGES[model.page];
  const [problem] = model.sight.problems;
  return (
    <Box flexDirection="column" width={model.size.columns} height={model.size.rows - 1}>
      <Box justifyContent="space-between">
        <Text bold wrap="truncate-start">
          {left}
        </Text>
        <Box flexShrink={0} paddingLeft={1}>
          <Text wrap="truncate">{right}</Text>
        </Box>
      </Box>
      {problem === undefined ? undefined : (
        <Text wrap="truncate" {...tint('red')}>
          {problem.split('\n', 1)[0]}
        </Text>
      )}
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        <Page model={model} tint={tint} />
      </Box>
      <Text bold={tone !== 'good'} wrap="truncate" {...tint(TONES[tone])}>
        {text === '' ? ' ' : text}
      </Text>
      <Text wrap="truncate" {...tint('gray')}>
        {keysOf(model)}
      </Text>
    </Box>
  );
}
