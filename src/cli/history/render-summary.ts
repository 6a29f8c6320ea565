// What `summary` says: a line and a bar for each service, and who stands out.

import type { Past, ServicePast } from '../../commands/history/look-back.ts';
import { EXIT } from '../exit-codes.ts';
import { shorten, terminalWidth, wrapWords } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';
import { paint } from '../paint.ts';
import { oneLine } from '../visible.ts';
import { hereAt, inSeconds, lasting, utcAt } from '../when.ts';
import { percent, restartsOf, tallyForPrograms } from './tell-tally.ts';
import { LEGEND, uptimeBar } from './uptime-bar.ts';

const HEADINGS = ['SERVICE', 'UPTIME', 'FAILURES', 'MTTR', 'MTBF', 'LONGEST', 'RESTARTS'] as const;
const GAP = '  ';
const NARROWEST_BAR = 10;
const WIDEST_BAR = 48;
const WIDEST_KEY = 24;

/** The pasts of services in numbers, ready to be told. */
export function renderSummary(past: Past, isTerminal: boolean): Outcome {
  const { window, services } = past;
  const flappiest = flappiestOf(services);
  const json = {
    since: utcAt(window.fromMs),
    until: utcAt(window.untilMs),
    services: services.map(tallyForPrograms),
    flappiest: flappiest?.key,
  };
  const text = isTerminal ? table(past) : services.map((one) => plainCells(one).join('\t')).join('\n');
  return { exitCode: EXIT.fine, text, json };
}

/** Who changed most often between up and down; the first of several, and nobody where none has. */
function flappiestOf(services: readonly ServicePast[]): ServicePast | undefined {
  const most = Math.max(0, ...services.map(({ tally }) => tally.flips));
  return most === 0 ? undefined : services.find(({ tally }) => tally.flips === most);
}

/** For `cut` and its like: seconds, and a percentage without its sign. */
function plainCells(service: ServicePast): readonly string[] {
  const { key, uptimePercent, failures, mttrSeconds, mtbfSeconds, longestDowntime, restarts } =
    tallyForPrograms(service);
  const numbers = [uptimePercent, failures, mttrSeconds, mtbfSeconds, longestDowntime?.downSeconds, restarts];
  return [oneLine(key), ...numbers.map((number) => (number === undefined ? '-' : String(number)))];
}

function cells({ key, tally, recoveries }: ServicePast): readonly string[] {
  const { uptime, failures, mttrMs, mtbfMs, longest } = tally;
  const times = [mttrMs, mtbfMs, longest?.downMs].map((ms) => (ms === undefined ? '-' : lasting(ms)));
  return [
    shorten(oneLine(key), WIDEST_KEY),
    percent(uptime),
    String(failures),
    ...times,
    String(restartsOf(recoveries)),
  ];
}

function table({ window, services }: Past): string {
  const room = terminalWidth();
  const rows = services.map(cells);
  const widths = HEADINGS.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const align = (row: readonly string[]) =>
    widths.map((width, at) => (row[at] ?? '').padEnd(width)).join(GAP);
  const barRoom = room - align(HEADINGS).length - GAP.length;
  const lines = services.flatMap((service, at) => {
    const colour = colourOf(service);
    const line = align(rows[at] ?? []);
    // Where there is no room beside the numbers, it goes below them.
    const width = Math.min(WIDEST_BAR, barRoom < NARROWEST_BAR ? room - GAP.length : barRoom);
    const bar = uptimeBar(service.stretches, window, width);
    return barRoom < NARROWEST_BAR
      ? [paint(line.trimEnd(), colour), paint(GAP + bar, colour)]
      : [paint(`${line}${GAP}${bar}`, colour)];
  });
  const told = [...closing(services, window)].map((words) => wrapWords(words, room, ['', '']));
  return [align(HEADINGS).trimEnd(), ...lines, LEGEND, ...told].join('\n');
}

function closing(services: readonly ServicePast[], window: Past['window']): readonly string[] {
  const flappiest = flappiestOf(services);
  const unseen = Math.max(0, ...services.map(({ tally }) => tally.ms.unseen));
  return [
    `from ${hereAt(window.fromMs)} to now`,
    ...(flappiest === undefined
      ? []
      : [oneLine(`flappiest: ${flappiest.key}, ${flappiest.tally.flips} changes between up and down`)]),
    ...(inSeconds(unseen) < 1 ? [] : [`nobody looked for up to ${lasting(unseen)}: that counts for nothing`]),
  ];
}

function colourOf({ tally: { uptime, ms } }: ServicePast): 'green' | 'gray' | 'yellow' {
  if (uptime === undefined) return 'gray';
  return ms.down === 0 ? 'green' : 'yellow';
}
