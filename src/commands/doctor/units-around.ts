// The units of systemd on which it depends whether we are started for a config, and whether what we start lives on.

import { type Unit, unitsOf } from '../../host/units.ts';

const CRONS = ['cron.service', 'crond.service', 'cronie.service'];

/** Those of cron, and the timers that start us for that config with their services, whoever wrote them. */
export async function unitsAround(configPath: string): Promise<readonly Unit[]> {
  const known = await unitsOf([...CRONS, '*.timer']);
  const started = [...new Set(known.map(({ starts }) => starts))].filter((name) => name !== '');
  const ours = (await unitsOf(started)).filter(({ text }) => text.includes(configPath));
  const around = new Set([...CRONS, ...ours.map(({ name }) => name)]);
  return [...known.filter(({ name, starts }) => around.has(name) || around.has(starts)), ...ours];
}
