// One service from near: a pane for its state and what can be acted on, others for what has been, and for its output.

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
  return (
    <Box flexDirection="column">
      <Tabs model={model} tint={tint} />
      <Box flexDirection="column" height={bodyHeight(model)} overflow="hidden">
        {shownLines(model).map(({ at, text }) => (
          <Text key={at} wrap="truncate">
            {text === '' ? ' ' : text}
          </Text>
        ))}
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
