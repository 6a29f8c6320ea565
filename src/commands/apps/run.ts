// `watchdog run`: a program without a writer, in whose place we beat for as long as it lives. Prints nothing: what goes wrong with a beat
// is told through `complain`, for the program goes on.

import { type Beaten, beat, startOf } from '../../host/beat.ts';
import {
  type Ended,
  type InPlace,
  NOT_EXECUTABLE,
  type NotRun,
  runInPlace,
} from '../../host/in-place/run-in-place.ts';
import { rivalOf } from '../../host/rival.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Place } from './place.ts';

/** How it is run. */
export interface RunWords {
  /** Milliseconds between two beats. */
  readonly everyMs: number;
  /** How long its output may stand still while we beat; absent: we beat as long as it lives. */
  readonly stillForMs: number | undefined;
  complain(words: string): void;
}

/** How it has ended. */
export type RunReport =
  | NotRun
  /** It was ended, for a later start of the service has taken its place. */
  | { readonly kind: 'superseded' }
  | ({ readonly kind: 'ended' } & Ended);

/** Runs a program to its end. */
export async function run(
  place: Place,
  command: readonly string[],
  { words, env }: { words: RunWords; env: Surroundings['env'] },
): Promise<RunReport> {
  const rival = startOf(place.key, env).instance === undefined ? rivalOf(place.path, place.key) : undefined;
  if (rival !== undefined) return runsAlready(place.key, rival);
  const told = { WATCHDOG_KEY: place.key, WATCHDOG_HEARTBEAT_FILE: place.path };
  const isOutputWatched = words.stillForMs !== undefined;
  const program = await runInPlace(command, { env: { ...env, ...told }, isOutputWatched });
  if (program.kind === 'not_run') return program;
  return beatFor(program, pulseOf(place, program, env), words);
}

/** The watchdog has made sure of that before it starts anything; by hand, we look. */
function runsAlready(key: string, pid: number): RunReport {
  const why = `${key}: found pid ${pid}, which beats for it, alive; expected nothing of it. End that first (\`watchdog off ${key}\`), or watch this one under a key of its own.`;
  return { kind: 'not_run', exitCode: NOT_EXECUTABLE, why };
}

/** Makes one beat. */
type Pulse = (last?: Ended) => Beaten;

function pulseOf({ key, path }: Place, program: InPlace, env: Surroundings['env']): Pulse {
  // With a cookie both are of one instance, and by our own pid our death shows at once. Without one nothing but its pid leads to it.
  const pid = startOf(key, env).instance === undefined ? program.pid : process.pid;
  return (last) =>
    beat(path, { key, pid, status: statusAfter(last), progress: undefined, exit: last }, { ...env });
}

function statusAfter(last: Ended | undefined): string {
  if (last === undefined) return 'running';
  return last.exitCode === 0 || last.wasAskedFor ? 'stopped' : 'failed';
}

async function beatFor(program: InPlace, pulse: Pulse, words: RunWords): Promise<RunReport> {
  let isSuperseded = false;
  let trouble = '';
  const heed = (beaten: Beaten) => {
    if (beaten.kind === 'superseded' && !isSuperseded) program.end();
    isSuperseded ||= beaten.kind === 'superseded';
    const why = beaten.kind === 'failed' ? beaten.why : '';
    if (why !== '' && why !== trouble) words.complain(`heartbeat not written: ${why}`);
    trouble = why;
  };
  const turn = () => {
    if (!program.isAtWork() || program.stillMs() > (words.stillForMs ?? Number.POSITIVE_INFINITY)) return;
    heed(pulse());
  };
  turn();
  const timer = setInterval(turn, words.everyMs);
  const ended = await program.ended;
  clearInterval(timer);
  if (!isSuperseded) heed(pulse(ended));
  return isSuperseded ? { kind: 'superseded' } : { kind: 'ended', ...ended };
}
