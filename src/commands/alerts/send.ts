// Sends what is in the outbox: all channels side by side, each in order, and what fails is tried again by a later invocation.

import { deliver, type Means } from '../../channels/deliver.ts';
import type { Receipt } from '../../channels/message.ts';
import type { Channel } from '../../config/alerts/channel.ts';
import { dispatch } from '../../core/alerts/dispatch.ts';
import { waitAfter } from '../../core/alerts/retry.ts';
import {
  type Pending,
  pendingDeliveries,
  type Sent,
  sentSince,
  settleDelivery,
  type Untold,
  untoldAlerts,
} from '../../store/delivery-rows.ts';
import { counterOf, memorySpanMs } from './counter.ts';
import type { Desk } from './desk.ts';
import type { AlertDocument } from './document.ts';
import { messageOf } from './message-of.ts';
import { commandRunner } from './run-command.ts';
import { inMaintenance } from './situation-of.ts';
import { readStoredAlert } from './stored-alert.ts';

/** Sends what is due, until all is sent or time is up. */
export async function sendAll(desk: Desk): Promise<void> {
  const { alerting, connection, env, host } = desk;
  const pending = pendingDeliveries(connection);
  if (pending.length === 0) return;
  const untold = untoldAlerts(connection);
  const sent = sentSince(connection, host.now().wallMs - memorySpanMs(alerting));
  const signal = AbortSignal.timeout(alerting.deadlineSeconds * 1000);
  const means: Means = { env, signal, run: commandRunner(desk) };
  giveUpHopeless(pending, desk);
  await Promise.all(
    alerting.channels.map((channel) => {
      const ofIt = ({ channel: name }: Pending | Sent | Untold) => name === channel.name;
      const its = { pending: pending.filter(ofIt), sent: sent.filter(ofIt), untold: untold.filter(ofIt) };
      return sendBy(channel, { ...its, means, desk });
    }),
  );
}

interface Round {
  readonly pending: readonly Pending[];
  readonly sent: readonly Sent[];
  readonly untold: readonly Untold[];
  readonly means: Means;
  readonly desk: Desk;
}

async function sendBy(channel: Channel, { pending, sent, untold, means, desk }: Round): Promise<void> {
  const nowMs = desk.host.now().wallMs;
  const byId = new Map(pending.map((one) => [one.id, one]));
  const due = pending.filter(({ dueAtMs, document }) => dueAtMs <= nowMs && readStoredAlert(document));
  const counter = counterOf(channel, sent, { nowMs, inMaintenance: inMaintenance(desk.config, nowMs) });
  const messages = dispatch(due, channel, counter).map((parcels) =>
    parcels.flatMap(({ id }) => byId.get(id) ?? []),
  );
  for (const [index, parcels] of messages.entries()) {
    if (means.signal.aborted) return;
    const along = index === 0 ? untold : [];
    const message = messageOf(documentsOf(parcels), nowMs, documentsOf(along));
    const receipt = await deliver(message, channel, means);
    if (receipt.kind === 'delivered') delivered({ parcels, along, message: message.id }, { channel, desk });
    else failed(parcels, receipt, { channel, desk });
    // Who does not answer will not answer the next one either.
    if (receipt.kind !== 'failed') continue;
    for (const rest of messages.slice(index + 1)) failed(rest, receipt, { channel, desk });
    return;
  }
}

function documentsOf(rows: readonly Pick<Pending, 'document'>[]): readonly AlertDocument[] {
  return rows.flatMap(({ document }) => readStoredAlert(document) ?? []);
}

interface At {
  readonly channel: Pick<Channel, 'name'>;
  readonly desk: Desk;
}

interface Delivery {
  readonly parcels: readonly Pending[];
  /** What went along with them. */
  readonly along: readonly Untold[];
  readonly message: string;
}

function delivered({ parcels, along, message }: Delivery, { channel, desk }: At): void {
  const alertIds = parcels.map(({ id }) => id);
  const untoldIds = along.map(({ id }) => id);
  const atMs = desk.host.now().wallMs;
  settleDelivery(desk.connection, {
    kind: 'sent',
    channel: channel.name,
    alertIds,
    untoldIds,
    message,
    atMs,
  });
  desk.log({ level: 'DEBUG', message: `alerts: ${channel.name}: told ${parcels.length}` });
}

function failed(
  parcels: readonly Pending[],
  { kind, answer: problem }: Receipt,
  { channel, desk }: At,
): void {
  const nowMs = desk.host.now().wallMs;
  for (const { id, attempts: before, atMs } of parcels) {
    const attempts = before + 1;
    const wait = waitAfter({ attempts, isRefused: kind === 'refused', ageMs: nowMs - atMs });
    const dueAtMs = wait === undefined ? undefined : nowMs + wait;
    settleDelivery(desk.connection, {
      kind: 'failed',
      channel: channel.name,
      alertIds: [id],
      problem,
      dueAtMs,
    });
    const next = wait === undefined ? 'it is not tried again' : `it is tried again in ${wait / 1000} s`;
    // Once is enough for whoever reads it: it will be tried often.
    const level = wait === undefined ? 'ERROR' : attempts === 1 ? 'WARNING' : 'DEBUG';
    desk.log({ level, message: `alerts: ${channel.name} could not be told: ${problem}; ${next}` });
  }
}

function giveUpHopeless(pending: readonly Pending[], { alerting, connection }: Desk): void {
  const names = new Set(alerting.channels.map(({ name }) => name));
  for (const { channel, id, document } of pending) {
    const isKnown = names.has(channel);
    if (isKnown && readStoredAlert(document) !== undefined) continue;
    const problem = isKnown ? 'what is stored of it cannot be read' : 'the channel is no longer configured';
    settleDelivery(connection, { kind: 'failed', channel, alertIds: [id], problem, dueAtMs: undefined });
  }
}
