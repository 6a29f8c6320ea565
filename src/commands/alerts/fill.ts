// Fills the outbox with what follows from the events since the last time, all in one transaction.

import { follow } from '../../core/alerts/follow.ts';
import type { Alert } from '../../core/alerts/incident.ts';
import { GRACE_MS } from '../../core/alerts/mute.ts';
import { route } from '../../core/alerts/route.ts';
import { type Letter, openOutbox } from '../../store/outbox.ts';
import type { Desk } from './desk.ts';
import { documentOf } from './document.ts';
import { situationOf } from './situation-of.ts';

/** Puts what is to be told into the outbox. */
export function fillOutbox(desk: Desk): void {
  const nowMs = desk.host.now().wallMs;
  const outbox = openOutbox(desk.connection);
  const { happenings, upTo, isFiled, incidents, nextIncidentId } = outbox.unread(nowMs, nowMs - GRACE_MS);
  const situation = situationOf(desk, outbox.unknownSince(), nextIncidentId);
  const followed = follow(happenings, incidents, situation);
  const { alerts, untold } = followed;
  if (isFiled && followed.incidents.length === 0 && alerts.length === 0) return;
  const letters = [
    ...alerts.flatMap((alert) => letterOf(alert, desk)),
    ...untold.flatMap((alert) => letterOf(alert, desk, true)),
  ];
  outbox.file(upTo, followed.incidents, letters);
}

/** None where nobody wants to hear of it. */
function letterOf(alert: Alert, desk: Desk, isUntold = false): readonly Letter[] {
  const tags = desk.config.services.find(({ key }) => key === alert.key)?.tags ?? [];
  const channels = route(alert, tags, desk.alerting.channels);
  return channels.length === 0
    ? []
    : [{ alert, document: JSON.stringify(documentOf(alert, desk)), channels, isUntold }];
}
