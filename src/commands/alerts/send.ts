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
} from '../../store/delivery-rows.ts';
import { counterOf, memorySpanMs } from './counter.ts';
import type { Desk } from './desk.ts';
import { messageOf } from './message-of.ts';
import { commandRunner } from './run-command.ts';
import { readStoredAlert } from './stored-alert.ts';

/** Sends what is due, until all is sent or time is up. */
export async function sendAll(desk: Desk): Promise<void> {
  const { alerting, connection, env, host } = desk;
  const pending = pendingDeliveries(connection);
  if (pending.length === 0) return;
  const sent = sentSince(connection, host.now().wallMs - memorySpanMs(alerting));
  const signal = AbortSignal.timeout(alerting.deadlineSeconds * 1000);
  const means: Means = { env, signal, run: commandRunner(desk) };
  giveUpHopeless(pending, desk);
  await Promise.all(
    alerting.channels.map((channel) => {
      const ofIt = ({ channel: name }: Pending | Sent) => name === channel.name;
      return sendBy(channel, { pending: pending.filter(ofIt), sent: sent.filter(ofIt), means, desk });
    }),
  );
}

interface Round {
  readonly pending: readonly Pending[];
  readonly sent: readonly Sent[];
  readonly means: Means;
  readonly desk: Desk;
}

async function sendBy(channel: Channel, { pending, sent, means, desk }: Round): Promise<void> {
  const nowMs = desk.host.now().wallMs;
  const byId = new Map(pending.map((one) => [one.id, one]));
  const due = pending.filter(({ dueAtMs, document }) => dueAtMs <= nowMs && readStoredAlert(document));
  const messages = dispatch(due, channel, counterOf(channel, sent, nowMs)).map((parcels) =>
    parcels.flatMap(({ id }) => byId.get(id) ?? []),
  );
  for (const [index, parcels] of messages.entries()) {
    if (means.signal.aborted) return;
    const documents = parcels.flatMap(({ document }) => readStoredAlert(document) ?? []);
    const message = messageOf(documents, nowMs);
    const receipt = await deliver(message, channel, means);
    if (receipt.kind === 'delivered') delivered(parcels, message.id, { channel, desk });
    else failed(parcels, receipt, { channel, desk });
    // Who does not answer will not answer the next one either.
    if (receipt.kind !== 'failed') continue;
    for (const rest of messages.slice(index + 1)) failed(rest, receipt, { channel, desk });
    return;
  }
}

interface At {
  readonly channel: Pick<Channel, 'name'>;
  readonly desk: Desk;
}

function delivered(parcels: readonly Pending[], message: string, { channel, desk }: At): void {
  const alertIds = parcels.map(({ id }) => id);
  const atMs = desk.host.now().wallMs;
  settleDelivery(desk.connection, { kind: 'sent', channel: channel.name, alertIds, message, atMs });
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
