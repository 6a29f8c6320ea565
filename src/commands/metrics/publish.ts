// Tells metrics to those whom the config names. What goes wrong with that is logged, and neither stops nor delays anything.

import { hostname } from 'node:os';
import { join } from 'node:path';
import { post } from '../../channels/post.ts';
import { fillIn, openVault, withoutSecrets } from '../../channels/secrets.ts';
import type { OtlpPolicy } from '../../config/config.ts';
import { exposition } from '../../core/metrics/exposition.ts';
import type { Family } from '../../core/metrics/family.ts';
import { measure } from '../../core/metrics/measure.ts';
import { otlpRequest } from '../../core/metrics/otlp.ts';
import type { Host } from '../../host/host.ts';
import { replaceSharedFile } from '../../host/shared-file.ts';
import type { Log } from '../../log.ts';
import { leaveMark, takeMark } from '../../own-file.ts';
import { OWN_VERSION } from '../../own-version.ts';
import { gather, type Measured, type Seen } from './gather.ts';

/** Whom to tell, and by what means. */
export interface Means {
  readonly config: Measured;
  readonly host: Host;
  readonly log: Log;
  /** Where secrets are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Sees, and writes the file at once; answers when all that was sent has come to something. */
export async function publish(see: () => Seen, { config, host, log, env }: Means): Promise<void> {
  const { textfile, otlp } = config.metrics ?? {};
  try {
    const seen = see();
    const families = measure(gather(seen, config, host));
    if (textfile !== undefined) write(textfile, families, { config, log });
    if (otlp !== undefined) await send(otlp, families, { atMs: seen.now.wallMs, log, env });
  } catch (error) {
    log({ level: 'WARNING', message: `metrics: they could not be made (${String(error)})` });
  }
}

/** It is tried at every tick, and told when it begins to fail and when it no longer does: cron would mail it every minute. */
function write(
  path: string,
  families: readonly Family[],
  { config: { logDir }, log }: Pick<Means, 'config' | 'log'>,
): void {
  const mark = join(logDir, '+textfile-trouble');
  try {
    replaceSharedFile(path, exposition(families));
    if (takeMark(mark))
      log({ level: 'INFO', message: `metrics.textfile: ${path} is written again`, isRelief: true });
  } catch (error) {
    const found = (error as Error).message;
    const message = `metrics.textfile: ${path} could not be written (${found}); expected a folder that we may write to. The former metrics are still there, and grow old`;
    log({ level: leaveMark(mark) ? 'WARNING' : 'DEBUG', message });
  }
}

async function send(
  { endpoint: url, headers, timeoutSeconds }: OtlpPolicy,
  families: readonly Family[],
  { atMs, log, env }: { readonly atMs: number } & Pick<Means, 'log' | 'env'>,
): Promise<void> {
  const body = JSON.stringify(otlpRequest(families, { atMs, version: OWN_VERSION, hostName: hostname() }));
  const vault = openVault(env);
  const told = Object.entries(headers).map(([name, value]) => [name, fillIn(value, vault)]);
  const json = { 'content-type': 'application/json', ...Object.fromEntries(told) };
  const { kind, answer } = await post(
    { url, headers: json, body },
    AbortSignal.timeout(timeoutSeconds * 1000),
  );
  if (kind === 'delivered') return;
  const fault = withoutSecrets(answer, vault);
  const { origin, pathname } = new URL(url); // what follows may be a secret
  const message = `metrics.otlp: ${origin}${pathname} took no metrics: ${fault}; expected an answer from 200 to 299 within ${timeoutSeconds} s. They are sent anew after the next tick`;
  // No warning: cron would mail it every minute, and who looks at metrics sees that they are missing.
  log({ level: 'INFO', message });
}
