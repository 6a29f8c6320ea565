// One look of a check, under its deadline: whatever goes wrong is a reading, never an exception. Knows not what it means.

import type { Check, Probe } from '../config/check.ts';
import type { Reading } from '../core/checks/reading.ts';
import { type Deadline, deadlineAfter } from './deadline.ts';
import { joinMarks, markOfCheck, markOfFallback } from './marks.ts';
import type { Means } from './means.ts';

/** Looks as the check says, until told to stop; its fallback has the last word where it fails. */
export async function look({ probe, fallback }: Check, means: Means, stop: AbortSignal): Promise<Reading> {
  const marks = { own: markOfCheck(means.mark), fallback: markOfFallback(means.mark) };
  const first = await lookOnce(probe, { ...means, mark: marks.own }, stop);
  const second =
    fallback === undefined || isAnswer(first)
      ? undefined
      : await lookOnce(fallback, { ...means, mark: marks.fallback }, stop);
  const mark = joinMarks(first.mark ?? marks.own, second?.mark ?? marks.fallback);
  return { ...lastWord(first, second), mark };
}

/** Who warns has answered, and nobody else need be asked. */
function isAnswer({ kind }: Reading): boolean {
  return kind === 'passed' || kind === 'degraded';
}

function lastWord(first: Reading, second: Reading | undefined): Reading {
  if (second === undefined) return first;
  if (isAnswer(second)) return second;
  return { ...first, detail: `${first.detail}; its fallback: ${second.detail}` };
}

async function lookOnce(probe: Probe, means: Means, stop: AbortSignal): Promise<Reading> {
  const deadline = deadlineAfter(means.timeoutSeconds, stop);
  try {
    stop.throwIfAborted();
    return excuse(await perform(probe, means, deadline.signal), deadline);
  } catch (error) {
    return excuse(isOurs(error) || !deadline.isMissed() ? readingOf(error) : late(means), deadline);
  } finally {
    deadline.release();
  }
}

function late({ timeoutSeconds }: Means): Reading {
  return { kind: 'failed', detail: `no answer within ${timeoutSeconds} s` };
}

/** Whoever was asked may have answered, and gone, while we did not listen. */
function excuse(reading: Reading, deadline: Deadline): Reading {
  if (reading.kind !== 'failed' || !deadline.wereWeStill()) return reading;
  return { ...reading, kind: 'unknown', detail: `${reading.detail}; but we stood still ourselves meanwhile` };
}

/** Each kind is loaded when a check of it is first looked at. */
async function perform(probe: Probe, means: Means, signal: AbortSignal): Promise<Reading> {
  switch (probe.kind) {
    case 'tcp':
      return (await import('./tcp.ts')).probeTcp(probe, signal);
    case 'http':
      return (await import('./http.ts')).probeHttp(probe, means, signal);
    case 'log':
      return (await import('./log.ts')).probeLog(probe, means, signal);
    case 'command':
      return (await import('./command.ts')).probeCommand(probe, means, signal);
    case 'resources':
      return means.resourcesWithin(probe);
    case 'busy':
      return means.workOf(probe);
    case 'progress':
      return (await import('./progress.ts')).probeProgress(probe, means, signal);
  }
}

/** What tells of our own machine's want, and nothing of the service. */
const OUR_OWN = new Set([
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EAGAIN',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_MEMORY',
  'ENOBUFS',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

function readingOf(error: unknown): Reading {
  const { message } = error as Error;
  const queue = fullQueue(error as ConnectError);
  if (queue !== undefined)
    return {
      kind: 'failed',
      detail: `${queue} does not accept: as many wait there as its queue can hold`,
    };
  return { kind: isOurs(error) ? 'unknown' : 'failed', detail: message === '' ? tellAll(error) : message };
}

function isOurs(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && OUR_OWN.has(code);
}

interface ConnectError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
}

/** The socket in the file system, if that is what is wrong; of a port, EAGAIN tells that our machine has no room. */
function fullQueue({ code, syscall, address, port }: ConnectError): string | undefined {
  return code === 'EAGAIN' && syscall === 'connect' && port === undefined ? address : undefined;
}

/** A name with several addresses fails at each of them, and says nothing itself. */
function tellAll(error: unknown): string {
  const { errors = [] } = error as { readonly errors?: readonly Error[] };
  return errors.map(({ message }) => message).join(', ') || 'it failed without a word';
}
