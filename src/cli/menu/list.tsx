// All services, as `status` shows them, with one of them selected.

import { Box, Text } from 'ink';
import { colourOf, tabulate } from '../render-services.ts';
import { whyOf } from './frame.ts';
import { bodyHeight, firstShown } from './layout.ts';
import { listed, type Model } from './model.ts';
import type { Tint } from './tint.ts';

const MARKER = '> ';

/** The list, and why the selected service is as it is. */
export function List({ model, tint }: { readonly model: Model; readonly tint: Tint }) {
  const services = listed(model);
  const height = bodyHeight(model);
  const { heading, rows } = tabulate(services, model.size.columns - MARKER.length);
  const place = services.findIndex(({ key }) => key === model.selected);
  const from = firstShown(services.length, height, place);
  return (
    <Box flexDirection="column">
      <Box justifyContent="space-between">
        <Text bold wrap="truncate">{`  ${heading}`}</Text>
        {services.length > height && (
          <Box flexShrink={0} paddingLeft={1}>
            <Text>{`${place + 1} of ${services.length}`}</Text>
          </Box>
        )}
      </Box>
      <Box flexDirection="column" height={height}>
        {services.slice(from, from + height).map(({ key, state }, index) => (
          <Text key={key} wrap="truncate" bold={key === model.selected} {...tint(colourOf(state))}>
            {`${key === model.selected ? MARKER : '  '}${rows[from + index]}`}
          </Text>
        ))}
      </Box>
      <Box height={2}>
        <Text>{whyOf(model).slice(0, 2 * model.size.columns)}</Text>
      </Box>
    </Box>
  );
}
