// Lets a dead-man switch know of every check. It neither delays what is done, nor the end by more than its deadline; a ping
// that fails is only logged.

import { once } from 'node:events';
import type { Config } from '../config/config.ts';
import type { Surroundings } from './surroundings.ts';

/** Says that a check has begun, if anybody wants to know; answers how to say with which exit code it ends. */
export function beginPing(
  config: Config,
  { env, openLog }: Pick<Surroundings, 'env' | 'openLog'>,
): (exitCode: number) => Promise<void> {
  const { ping } = config;
  if (ping === undefined) return async () => undefined;
  const deadline = () => AbortSignal.timeout(ping.timeoutSeconds * 1000);
  const send = async (beat: 'start' | number, signal: AbortSignal): Promise<void> => {
    const { pingOnce } = await import('../channels/ping.ts');
    const { kind, answer } = await pingOnce(ping, beat, { env, signal });
    if (kind !== 'delivered')
      openLog(config)({ level: 'WARNING', message: `ping: ${beat}: ${kind}: ${answer}` });
  };
  const begun = send('start', deadline());
  return async (exitCode) => {
    const signal = deadline();
    // Whoever hears of the end before the beginning would take it for a check that never ends.
    await Promise.race([begun, once(signal, 'abort')]);
    if (!signal.aborted) await send(exitCode, signal);
  };
}
