// What the keys ask of services: of the one that is selected, and of all. What destroys is asked about first.

import type { MenuService } from '../../commands/menu/sight.ts';
import type { Question, Wish } from './model.ts';

/** What a key asks for: at once, or after a question. */
export type Asked = Wish | Question;

/** By key, what it asks of one service. */
const OF_ONE: Readonly<Record<string, (service: MenuService) => Asked>> = {
  s: ({ key }) => run('start', ['on', key]),
  k: ({ key }) =>
    ask(`Kill ${key}? All its processes are ended, and it stays off until "s".`, run('kill', ['off', key])),
  r: ({ key }) =>
    ask(
      `Restart ${key}? What lives of it is ended, and its recovery is run.`,
      run('restart', ['restart', key]),
    ),
  g: ({ key }) =>
    ask(`Recover ${key}, if it is down? What lives of it is ended.`, run('recover', ['recover', key])),
  e: ({ entry, state }) => {
    const isOn = state === 'disabled';
    const title = `${isOn ? 'enable' : 'disable'} ${entry}`;
    return { kind: 'edit', edit: { kind: 'enabled', entry, isOn }, title };
  },
};

/** By key, what it asks of all services, and of what checks them. */
const OF_ALL: Readonly<Record<string, () => Asked>> = {
  S: () => run('start all', ['start-all']),
  K: () => ask('Kill ALL services? They stay off until "s" or "S".', run('kill all', ['stop-all'])),
  R: () => ask('Restart ALL services that are not off or held?', run('restart all', ['restart-all'])),
  G: () =>
    ask('Recover ALL services that are down? What lives of them is ended.', run('recover all', ['recover'])),
  c: () => runCron('status'),
  C: () => ask('Have cron start the watchdog every minute?', runCron('install')),
};

/** What a key asks for; nothing where it has no such meaning, or there is no service. */
export function requestBy(key: string, service: MenuService | undefined): Asked | undefined {
  if (Object.hasOwn(OF_ALL, key)) return OF_ALL[key]?.();
  if (service === undefined) return undefined;
  return Object.hasOwn(OF_ONE, key) ? OF_ONE[key]?.(service) : actionBy(key, service);
}

/** Its own commands are numbered, and may destroy whatever they like. */
function actionBy(key: string, service: MenuService): Asked | undefined {
  const action = /^[1-9]$/.test(key) ? service.actions[Number(key) - 1] : undefined;
  if (action === undefined) return undefined;
  return ask(`Run ${action} of ${service.key}?`, {
    kind: 'run',
    words: ['do', service.key, action],
    title: `${action} of ${service.key}`,
  });
}

function runCron(action: 'status' | 'install'): Wish {
  return { kind: 'run', words: ['cron', action], title: `cron ${action}` };
}

function run(verb: string, words: readonly string[]): Wish {
  const [, key] = words;
  return { kind: 'run', words, title: key === undefined ? verb : `${verb} ${key}` };
}

function ask(words: string, wish: Wish): Question {
  return { words, wish };
}
