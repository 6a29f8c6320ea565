// Tells that we ourselves cannot work, and that we can again: the lock, the record or the config is out of order. There is no outbox
// then, so each channel is told at once, and again after an hour for as long as that lasts; who could not be told is, at the next check.

import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { deliver } from '../../channels/deliver.ts';
import type { Alerting, Channel } from '../../config/alerts/channel.ts';
import type { Config } from '../../config/config.ts';
import { duration } from '../../core/alerts/words.ts';
import type { Host } from '../../host/host.ts';
import { openHost } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';
import { type AlertDocument, timestamp } from './document.ts';
import { messageOf } from './message-of.ts';
import { commandRunner } from './run-command.ts';
import { markPath, type Standing, type Trouble } from './standing.ts';
import { loadMark, type Mark, saveMark } from './trouble-mark.ts';

const AGAIN_AFTER_MS = 3_600_000;
const RELIEF_FOR_MS = 86_400_000;
const WITHOUT_MARK_MINUTES = 10;

interface Scope {
  readonly config: Config & { readonly alerting: Alerting };
  readonly host: Host;
  readonly surroundings: Pick<Surroundings, 'env' | 'openLog'>;
  readonly nowMs: number;
}

/** Tells each channel of what it was not told within the hour, and of what is over. */
export async function tellTroubles(
  { troubles, over }: Standing,
  config: Scope['config'],
  surroundings: Scope['surroundings'],
): Promise<void> {
  const host = openHost();
  const scope = { config, host, surroundings, nowMs: host.now().wallMs };
  for (const trouble of troubles) await tellTrouble(trouble, scope);
  for (const topic of over) await tellRelief(topic, scope);
}

async function tellTrouble({ topic, body }: Trouble, scope: Scope): Promise<void> {
  const { config, nowMs } = scope;
  const path = markPath(config.logDir, topic);
  const mark: Mark = loadMark(path) ?? { sinceMs: nowMs, toldAtMs: new Map() };
  // Where no mark can be left, it is told every ten minutes rather than never.
  if (!saveMark(path, mark) && Math.floor(nowMs / 60_000) % WITHOUT_MARK_MINUTES !== 0) return;
  if (nowMs - mark.sinceMs < patienceMs(topic, config)) return;
  const due = config.alerting.channels.filter(({ name }) => {
    const lastMs = mark.toldAtMs.get(name);
    return lastMs === undefined || Math.abs(nowMs - lastMs) >= AGAIN_AFTER_MS;
  });
  const title = topic === 'config' ? 'The config of the watchdog has a mistake' : 'The watchdog cannot work';
  const phase = mark.toldAtMs.size === 0 ? 'opened' : 'updated';
  const told = await tellAll({ topic, phase, title, body }, due, scope);
  if (told.length > 0)
    saveMark(path, {
      ...mark,
      toldAtMs: new Map([...mark.toldAtMs, ...told.map((one) => [one, nowMs] as const)]),
    });
}

/** Whoever edits a config may save half of it; the last one stays in force anyway. */
function patienceMs(topic: Trouble['topic'], { alerting }: Scope['config']): number {
  return topic === 'config' ? alerting.unknownAfterSeconds * 1000 : 0;
}

/** To those who were told of the trouble, and until they have taken it, for a day. */
async function tellRelief(topic: Trouble['topic'], scope: Scope): Promise<void> {
  const { config, nowMs } = scope;
  const path = markPath(config.logDir, topic);
  const mark = loadMark(path);
  const lasted = duration(Math.max(0, nowMs - (mark?.sinceMs ?? nowMs)));
  const title =
    topic === 'config' ? 'The config of the watchdog is in order again' : 'The watchdog works again';
  const isWaiting = ({ name }: Channel) => nowMs - (mark?.toldAtMs.get(name) ?? 0) < RELIEF_FOR_MS;
  const waiting = config.alerting.channels.filter(isWaiting);
  const body = `What was wrong with the ${topic} is over, after ${lasted}.`;
  const told = await tellAll({ topic, phase: 'closed', title, body }, waiting, scope);
  const left = waiting.filter(({ name }) => !told.includes(name));
  const toldAtMs = new Map(left.map(({ name }) => [name, mark?.toldAtMs.get(name) ?? nowMs]));
  if (mark === undefined || left.length === 0 || !saveMark(path, { ...mark, toldAtMs }))
    rmSync(path, { force: true });
}

/** The names of those that have taken it. */
async function tellAll(
  what: Pick<AlertDocument, 'topic' | 'phase' | 'title' | 'body'>,
  channels: readonly Channel[],
  { config, host, surroundings: { env, openLog }, nowMs }: Scope,
): Promise<readonly string[]> {
  if (channels.length === 0) return [];
  const name = hostname();
  const document: AlertDocument = {
    ...{ version: 1, id: host.newCookie(), at: timestamp(nowMs), host: name, ...what },
    level: what.topic === 'config' ? 'warning' : 'critical',
    title: `${what.title} (${name})`,
  };
  const signal = AbortSignal.timeout(config.alerting.deadlineSeconds * 1000);
  const means = { env, signal, run: commandRunner({ config, host }) };
  const told = channels.map(async (channel) => {
    const { kind, answer } = await deliver(messageOf([document], nowMs), channel, means);
    if (kind === 'delivered') return [channel.name];
    openLog(config)({ level: 'WARNING', message: `alerts: ${channel.name} could not be told: ${answer}` });
    return [];
  });
  return (await Promise.all(told)).flat();
}
