// The way out when all is done and told, but something that a look was about still holds a thread: Node would wait for it, for ever
// where a file system hangs, and each invocation of cron's would stay beside the one before.

import { say } from './say.ts';

const PATIENCE_MS = 1000;

/** What is done on threads: a name that is searched, a file that is opened. */
const ON_THREADS: readonly string[] = ['GetAddrInfoReqWrap', 'FSReqPromise', 'FSReqCallback'];

/** Ends with the code: at once when nothing is under way, for to take the heap apart first would only cost time. */
export function leave(code: number): void {
  process.exitCode = code;
  if (process.getActiveResourcesInfo().length === 0) process.exit();
  setTimeout(cutLoose, PATIENCE_MS, code).unref();
}

/** Ends by a signal, if that ends anybody. */
export function dieBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** No other end is there for a thread that the system does not give back. */
function cutLoose(code: number): void {
  if (!process.getActiveResourcesInfo().some((what) => ON_THREADS.includes(what))) return;
  say(
    'stderr',
    `watchdog: all is done (exit code ${code}), but a name or a file that was looked at still hangs in the system; ending by SIGKILL.`,
  );
  process.kill(process.pid, 'SIGKILL');
}
