// The users who may have given a process of a service its cookie: nobody else's word for it counts.

import type { Service } from '../config/config.ts';
import type { Instance } from '../core/instance.ts';
import type { Host } from '../host/host.ts';

/** Ourselves, as whom the config says that the service is run, and as whom its instance was started. */
export function giversOf(
  service: Pick<Service, 'user'> | undefined,
  instance: Instance | undefined,
  { uid, uidOf }: Pick<Host, 'uid' | 'uidOf'>,
): readonly number[] {
  const named = service?.user === undefined ? undefined : uidOf(service.user);
  return [uid, named ?? [], instance?.uid ?? []].flat();
}
