/** Settles what is run for a service, where and as whom. It does not know when. */
import { absolutePath } from './absolute-path.ts';
import { type Command, cleanupCommand, type Surroundings, startCommand } from './command.ts';
import type { Service } from './config.ts';
import type { Disk } from './disk.ts';
import type { CommandEntry, DefaultsEntry, ServiceEntry } from './schema.ts';
import { serviceSchema } from './service-schema.ts';

const { properties: options } = serviceSchema;
const NO_ENV = {};
const NOWHERE: readonly number[] = [];
/** What is no cleanup, and gets no arguments of one. */
const OURS: ReadonlySet<string> = new Set(['start', 'stop', 'diagnose']);

/** What is run for a service. */
export interface Run extends Pick<Service, 'commands' | 'cwd' | 'env' | 'envFile' | 'user' | 'listens'> {
  readonly cleanupArgs: readonly string[];
}

/** The commands of a service and what they run in; `common` holds for every service. */
export function resolveRun(entry: ServiceEntry, common: DefaultsEntry, { folder, isFile }: Disk): Run {
  const writtenCwd = entry.cwd ?? common.cwd;
  const cwd = writtenCwd === undefined ? folder : absolutePath(folder, writtenCwd);
  const writtenFile = entry.env_file ?? common.env_file;
  const cleanupArgs = entry.cleanup_args ?? common.cleanup_args ?? options.cleanup_args.default;
  const commands = resolveCommands(entry.commands ?? {}, { cwd, cleanupArgs, isFile });
  return {
    commands,
    cwd,
    env: entry.env === undefined ? (common.env ?? NO_ENV) : { ...common.env, ...entry.env },
    envFile: writtenFile === undefined ? undefined : absolutePath(folder, writtenFile),
    user: entry.user ?? common.user,
    listens: entry.listens?.map(Number) ?? NOWHERE,
    cleanupArgs,
  };
}

function resolveCommands(
  written: Readonly<Record<string, CommandEntry>>,
  surroundings: Surroundings,
): Record<string, Command> {
  const commands: Record<string, Command> = {};
  for (const name of Object.keys(written)) {
    const resolveOne = OURS.has(name) ? startCommand : cleanupCommand;
    commands[name] = resolveOne(written[name] ?? '', surroundings);
  }
  return commands;
}
