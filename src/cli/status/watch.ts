// `status --watch`: looks again and again. On a terminal one picture takes the place of the other; elsewhere a line is told for
// each service that has changed.

import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceReport } from '../../commands/service-report.ts';
import type { StatusReport } from '../../commands/status.ts';
import type { Surroundings } from '../../commands/surroundings.ts';
import { terminalWidth } from '../fit-width.ts';
import type { Told } from '../front-door.ts';
import { renderStatus } from '../render-status.ts';
import { oneLine } from '../visible.ts';
import { hereAt, utcAt } from '../when.ts';
import { type Frame, fitFrame, moveOver } from './frame.ts';

/** How to go on watching. */
export interface Watching {
  readonly everyMs: number;
  readonly isTerminal: boolean;
  /** One that is made anew each time; the mistakes in the config that it met are told by `notes`. */
  look(): Promise<StatusReport>;
  notes(): readonly string[];
}

const STEP_MS = 100;
const USUAL_ROWS = 24;

/** Every look, as it is told, until we are told to stop. */
export async function* watch(
  watching: Watching,
  { isStopping }: Pick<Surroundings, 'isStopping'>,
): AsyncGenerator<Told> {
  const teller = watching.isTerminal ? pictures(watching) : changes();
  while (!isStopping()) {
    const report = await watching.look();
    // What was begun before Ctrl-C is not drawn over what the terminal shows of that.
    if (isStopping()) return;
    yield* teller(report);
    for (let leftMs = watching.everyMs; leftMs > 0 && !isStopping(); leftMs -= STEP_MS)
      await sleep(Math.min(STEP_MS, leftMs));
  }
}

type Teller = (report: StatusReport) => Iterable<Told>;

function pictures({ everyMs, notes }: Watching): Teller {
  let former: Frame | undefined;
  return (report) => {
    const { text, json } = renderStatus(report, true);
    const size = { columns: terminalWidth(), rows: process.stdout.rows || USUAL_ROWS };
    const title = `${hereAt(Date.now())}, every ${everyMs / 1000} s; Ctrl-C ends this`;
    const frame = fitFrame([title, ...notes(), text].join('\n'), size);
    const moves = moveOver(former, size);
    former = frame;
    return [{ text: frame.text, json, moves }];
  };
}

/** For programs each look is a document; for a pipe of lines only what is news. */
function changes(): Teller {
  const known = new Map<string, string>();
  return (report) => {
    const news = report.services.filter((service) => known.get(service.key) !== gistOf(service));
    for (const service of news) known.set(service.key, gistOf(service));
    const at = utcAt(Date.now());
    const lines = news.map((service) => oneLineOf(at, service));
    const text = lines.length === 0 ? undefined : lines.join('\n');
    return [{ text, json: renderStatus(report, false).json }];
  };
}

function gistOf({ state, verdict, reason, pid }: ServiceReport): string {
  return [state, verdict, reason, pid].join(' ');
}

function oneLineOf(at: string, service: ServiceReport): string {
  const { key, state, verdict, reason, pid, detail } = service;
  return [at, key, state, verdict ?? '-', reason ?? '-', String(pid ?? '-'), detail].map(oneLine).join('\t');
}
