// One look of a check, under its deadline: whatever goes wrong is a reading, never an exception. Knows not what it means.

import type { Check, Probe } from '../config/check.ts';
import type { Reading } from '../core/checks/reading.ts';

/** Looks as the check says, until told to stop; its fallback has the last word where it fails. */
export async function look({ probe, fallback, timeoutSeconds }: Check, stop: AbortSignal): Promise<Reading> {
  const first = await lookOnce(probe, timeoutSeconds, stop);
  if (fallback === undefined || first.kind === 'passed') return first;
  const second = await lookOnce(fallback, timeoutSeconds, stop);
  if (second.kind === 'passed') return second;
  return { ...first, detail: `${first.detail}; its fallback: ${second.detail}` };
}

async function lookOnce(probe: Probe, timeoutSeconds: number, stop: AbortSignal): Promise<Reading> {
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    return await perform(probe, AbortSignal.any([deadline, stop]));
  } catch (error) {
    if (deadline.aborted) return { kind: 'failed', detail: `no answer within ${timeoutSeconds} s` };
    return readingOf(error);
  }
}

/** Each kind is loaded when a check of it is first looked at. */
async function perform(probe: Probe, deadline: AbortSignal): Promise<Reading> {
  switch (probe.kind) {
    case 'tcp':
      return (await import('./tcp.ts')).probeTcp(probe, deadline);
  }
}

/** What tells of our own machine's want, and nothing of the service. */
const OUR_OWN = new Set([
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EAGAIN',
  'ENOBUFS',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

function readingOf(error: unknown): Reading {
  const { code, message } = error as NodeJS.ErrnoException;
  const isOurs = code !== undefined && OUR_OWN.has(code);
  return { kind: isOurs ? 'unknown' : 'failed', detail: message };
}
