/** Settles what is run for a service, where and as whom. It does not know when. */
import { absolutePath } from './absolute-path.ts';
import { cleanupCommand, type Surroundings, startCommand } from './command.ts';
import type { Command, Service } from './config.ts';
import type { Disk } from './disk.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { CommandEntry, DefaultsEntry, ServiceEntry } from './schema.ts';
import { serviceSchema } from './service-schema.ts';

const { properties: options } = serviceSchema;

/** The part of a service that says what is run. */
export type Run = Pick<Service, 'commands' | 'cwd' | 'env' | 'user' | 'fingerprint'>;

/** The commands of a service and what they run in, with the fingerprint of it all; `common` holds for every service. */
export function resolveRun(entry: ServiceEntry, common: DefaultsEntry, { folder, isFile }: Disk): Run {
  const cwd = absolutePath(folder, entry.cwd ?? common.cwd ?? folder);
  const env = { ...common.env, ...entry.env };
  const user = entry.user ?? common.user;
  const cleanupArgs = entry.cleanup_args ?? common.cleanup_args ?? options.cleanup_args.default;
  const written = entry.commands ?? {};
  return {
    commands: resolveCommands(written, { cwd, cleanupArgs, isFile }),
    cwd,
    env,
    user,
    fingerprint: fingerprintOf([written, cleanupArgs, cwd, env, user]),
  };
}

function resolveCommands(
  written: Readonly<Record<string, CommandEntry>>,
  surroundings: Surroundings,
): Record<string, Command> {
  const commands: Record<string, Command> = {};
  for (const name of Object.keys(written)) {
    const resolveOne = name === 'start' ? startCommand : cleanupCommand;
    commands[name] = resolveOne(written[name] ?? '', surroundings);
  }
  return commands;
}
