// Tells that we ourselves cannot work: the lock, or the record, is out of order. There is no outbox then, so each channel is told at
// once, and again after an hour for as long as that lasts.

import { closeSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { deliver } from '../../channels/deliver.ts';
import type { Alerting } from '../../config/alerts/channel.ts';
import type { Config } from '../../config/config.ts';
import { makeOwnFolder, openOwnFile } from '../../own-file.ts';
import { openHost } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';
import { type AlertDocument, timestamp } from './document.ts';
import { messageOf } from './message-of.ts';
import { commandRunner } from './run-command.ts';

/** What keeps us from working. */
export interface Trouble {
  readonly topic: 'database' | 'lock';
  /** For people. */
  readonly body: string;
}

const AGAIN_AFTER_MS = 3_600_000;
const WITHOUT_MARK_MINUTES = 10;

/** Tells every channel, unless that was done a moment ago. */
export async function tellTrouble(
  { topic, body }: Trouble,
  config: Config & { readonly alerting: Alerting },
  { env, openLog }: Pick<Surroundings, 'env' | 'openLog'>,
): Promise<void> {
  const host = openHost();
  const nowMs = host.now().wallMs;
  if (!isDue(config, topic, nowMs)) return;
  const name = hostname();
  const document: AlertDocument = {
    version: 1,
    id: host.newCookie(),
    phase: 'notice',
    topic,
    level: 'critical',
    at: timestamp(nowMs),
    host: name,
    title: `The watchdog cannot work (${name})`,
    body,
  };
  const signal = AbortSignal.timeout(config.alerting.deadlineSeconds * 1000);
  const means = { env, signal, run: commandRunner({ config, host }) };
  const told = config.alerting.channels.map(async (channel) => {
    const { kind, answer } = await deliver(messageOf([document], nowMs), channel, means);
    if (kind === 'delivered') return true;
    openLog(config)({ level: 'WARNING', message: `alerts: ${channel.name} could not be told: ${answer}` });
    return false;
  });
  // Who was not told is told at the next check, and not only in an hour.
  if (!(await Promise.all(told)).includes(true)) rmSync(markOf(config, topic), { force: true });
}

/** By a mark beside the log; where none can be left, it is told every ten minutes rather than never. */
function isDue({ logDir }: Pick<Config, 'logDir'>, topic: string, nowMs: number): boolean {
  const mark = markOf({ logDir }, topic);
  try {
    const last = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
    if (last !== undefined && Math.abs(nowMs - last) < AGAIN_AFTER_MS) return false;
    makeOwnFolder(logDir);
    closeSync(openOwnFile(mark, 'replace'));
    return true;
  } catch {
    return Math.floor(nowMs / 60_000) % WITHOUT_MARK_MINUTES === 0;
  }
}

function markOf({ logDir }: Pick<Config, 'logDir'>, topic: string): string {
  return join(logDir, `+${topic}-trouble`);
}
