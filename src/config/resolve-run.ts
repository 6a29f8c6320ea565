/** Settles what is run for a service, where and as whom. It does not know when. */
import { resolve } from 'node:path';
import { cleanupCommand, startCommand } from './command.ts';
import type { Command, Service } from './config.ts';
import type { Disk } from './disk.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { DefaultsEntry, ServiceEntry } from './schema.ts';
import { serviceSchema } from './service-schema.ts';

const { properties: options } = serviceSchema;

/** The commands of a service and what they run in, with the fingerprint of it all. */
export function resolveRun(
  entry: ServiceEntry,
  common: DefaultsEntry,
  { folder, isFile }: Disk,
): Pick<Service, 'commands' | 'cwd' | 'env' | 'user' | 'fingerprint'> {
  const cwd = resolve(folder, entry.cwd ?? common.cwd ?? '');
  const env: Readonly<Record<string, string>> = { ...options.env.default, ...common.env, ...entry.env };
  const user = entry.user ?? common.user;
  const cleanupArgs: readonly string[] =
    entry.cleanup_args ?? common.cleanup_args ?? options.cleanup_args.default;
  const written = entry.commands ?? {};
  const commands: Record<string, Command> = {};
  for (const [name, command] of Object.entries(written)) {
    commands[name] =
      name === 'start'
        ? startCommand(command, { cwd })
        : cleanupCommand(command, { cwd, cleanupArgs, isFile });
  }
  return { commands, cwd, env, user, fingerprint: fingerprintOf([written, cleanupArgs, cwd, env, user]) };
}
