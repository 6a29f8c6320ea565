// Passes on to a child the signals that come to us, so that whoever knows only us reaches it.

import { constants } from 'node:os';
import { isInForeground } from './in-foreground.ts';

/** Those that the terminal sends to the child as well, when we are in its foreground. */
const TYPED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGWINCH'];
/** All others by which one process tells another something. Not those that the system has for our own doings, nor, as Node has no names for them, the real-time ones. */
const SENT: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGCONT',
  'SIGIO',
  'SIGPWR',
  'SIGTRAP',
  'SIGURG',
];
/** By which one asks a program to end. */
const ENDING: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

/** The passing on of signals to one child. */
export interface Passing {
  /** Whether an end is one that somebody has asked us for. */
  wasAskedFor(end: { exitCode: number | undefined; signal: string | undefined }): boolean;
  /** Each signal does to us again what it does to anybody. */
  stop(): void;
}

/** What stops the child stops whoever stands in for it; where the kernel stops nobody, for no shell could go on with him, not us either. */
function stopAsAnybody(handle: () => void): void {
  process.removeListener('SIGTSTP', handle);
  process.kill(process.pid, 'SIGTSTP');
  process.on('SIGTSTP', handle);
}

/** Begins to pass signals on by `send`. */
export function passSignals(send: (name: NodeJS.Signals) => void): Passing {
  const asked = new Set<NodeJS.Signals>();
  const handlers = [...TYPED, ...SENT].map((name) => {
    const handle = () => {
      if (ENDING.includes(name)) asked.add(name);
      if (!TYPED.includes(name) || !isInForeground()) send(name);
      if (name === 'SIGTSTP') stopAsAnybody(handle);
    };
    process.on(name, handle);
    return [name, handle] as const;
  });
  return {
    wasAskedFor: ({ exitCode, signal }) =>
      [...asked].some((name) => name === signal || exitCode === 128 + constants.signals[name]),
    stop: () => {
      for (const [name, handle] of handlers) process.removeListener(name, handle);
    },
  };
}
