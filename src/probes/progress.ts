// Fetches the number by which the progress of a service is known. What it means, and what was reached before, it does not know.

import type { ProgressProbe, ProgressSource } from '../config/measured-probes.ts';
import type { Reading } from '../core/checks/reading.ts';
import type { ScriptOutcome } from '../host/host.ts';
import { numberQuery } from '../store/number-query.ts';
import type { Means } from './means.ts';
import { measureFile, measureGlob } from './measure-files.ts';

/** Fetches the number and has it judged; one that cannot be had tells nothing of the service. */
export async function probeProgress(
  probe: ProgressProbe,
  means: Means,
  signal: AbortSignal,
): Promise<Reading> {
  const found = await orInWords(fetchNumber(probe.source, means, signal), signal);
  return typeof found === 'number' ? means.progressTo(found, probe) : { kind: 'unknown', detail: found };
}

/** The number, or why there is none. */
async function fetchNumber(
  source: ProgressSource,
  means: Means,
  signal: AbortSignal,
): Promise<number | string> {
  switch (source.kind) {
    case 'heartbeat':
      return numberInBeat(source.field, means);
    case 'file':
      return measureFile(source.path, source.measure);
    case 'glob':
      return measureGlob(source.pattern, source.measure);
    case 'command':
      return printed(await means.run(source.command, signal), means);
    case 'sqlite': {
      const argv = numberQuery(source.path, source.query);
      return printed(await means.run({ kind: 'argv', argv }, signal), means);
    }
  }
}

function numberInBeat(field: 'progress' | 'iteration', { readBeat }: Means): number | string {
  const reading = readBeat();
  if (reading.kind !== 'read') return 'there is no heartbeat that can be read';
  return reading.heartbeat[field] ?? `the heartbeat tells no ${field}`;
}

function printed(outcome: ScriptOutcome, { timeoutSeconds }: Means): number | string {
  if (outcome.kind === 'not_started') return outcome.why;
  const last = lastLineOf(outcome.outputTail);
  if (outcome.kind === 'timed_out') return `no number within ${timeoutSeconds} s`;
  if (outcome.exitCode !== 0) {
    const words = lastLineOf(outcome.errorsTail ?? '') || last;
    return `no number: ${outcome.signal ?? `exit ${outcome.exitCode}`}${words && `: ${words}`}`;
  }
  const value = last === '' ? Number.NaN : Number(last);
  return Number.isFinite(value) ? value : `no number: ${JSON.stringify(last)}`;
}

function lastLineOf(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

/** A file system that hangs is waited for no longer than anything else. */
async function orInWords(work: Promise<number | string>, signal: AbortSignal): Promise<number | string> {
  const over = new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => resolve('no number within its time'), { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } catch (error) {
    return (error as Error).message;
  }
}
