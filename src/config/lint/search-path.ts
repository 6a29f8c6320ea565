/** Programs that are found by somebody at a terminal, and not by cron. */
import { isAbsolute } from 'node:path';
import type { Service } from '../config.ts';
import { show } from '../printable.ts';
import type { Lint, LintFacts, Subject } from './lint.ts';

/** What is named without a folder is found with the PATH that cron has for us. */
export function programsAreKnownToCron({ config, draft, facts }: Subject): Lint[] {
  const { cronPath } = facts;
  if (cronPath === undefined) return [];
  return enabled(config.services)
    .filter(({ env, envFile }) => env.PATH === undefined && envFile === undefined)
    .flatMap((service) =>
      Object.entries(service.commands).flatMap(([action, command]) => {
        const name = bareName(command);
        const file = name === undefined ? undefined : onlyHere(name, { ...facts, cronPath });
        if (file === undefined) return [];
        const at = ['processes', service.entry, 'commands', action];
        const isListed = Array.isArray(draft.settings.processes?.[service.entry]?.commands?.[action]);
        return [
          {
            code: 'program_unknown_to_cron' as const,
            at,
            found: `${show(name)}, which you have at ${file}, and cron has not, by its PATH, ${cronPath}`,
            expected: 'a full path, or a PATH that has it',
            hint: 'Write the path, or do `watchdog cron install` again, which takes the PATH of today.',
            fix: isListed ? { at: [...at, 0], value: file } : undefined,
          },
        ];
      }),
    );
}

function bareName(command: Service['commands'][string]): string | undefined {
  const words = command.kind === 'shell' ? command.line.trim().split(/\s+/) : undefined;
  const first =
    words === undefined ? (command.kind === 'argv' ? command.argv[0] : undefined) : firstOf(words);
  return first !== undefined && /^[\w.+-]+$/.test(first) ? first : undefined;
}

function firstOf([first, second]: readonly string[]): string | undefined {
  return first === 'exec' ? second : first;
}

function onlyHere(name: string, facts: LintFacts & { readonly cronPath: string }): string | undefined {
  if (facts.programIn(name, facts.cronPath) !== undefined) return undefined;
  return facts.programIn(name, facts.ownPath);
}

/** A PATH names folders from the root, for nobody knows where we stand; nothing in it is replaced. */
export function searchPathsAreAbsolute({ draft }: Subject): Lint[] {
  const written = [['defaults', draft.defaults] as const, ...draft.entries];
  return written.flatMap(([key, { env }]) => {
    const bad = env?.PATH?.split(':').find((folder) => !isAbsolute(folder));
    if (bad === undefined) return [];
    const home = key === 'defaults' ? ['defaults'] : ['processes', key];
    return [
      {
        code: 'relative_search_path' as const,
        at: [...home, 'env', 'PATH'],
        found: `${show(bad)} in it`,
        expected: 'absolute folders; variables and `~` are not replaced here',
        hint: 'Write the folder from the root.',
      },
    ];
  });
}

function enabled(services: readonly Service[]): readonly Service[] {
  return services.filter((service) => service.enabled);
}
