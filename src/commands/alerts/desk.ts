// What telling works with: a slice of the world of the invocation, and the record behind it.

import type { Alerting } from '../../config/alerts/channel.ts';
import type { Host } from '../../host/host.ts';
import type { Connection } from '../../store/connection.ts';
import type { World } from '../../supervision/world.ts';

/** What telling works with. */
export interface Desk extends Pick<World, 'config' | 'log' | 'memory' | 'store'> {
  readonly alerting: Alerting;
  readonly host: Pick<Host, 'findStartFault' | 'now' | 'newCookie' | 'runScript'>;
  readonly connection: Connection;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hostname: string;
}
