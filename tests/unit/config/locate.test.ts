import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { locateConfig } from '../../../src/config/locate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the config is looked for', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = temporaryFolder('locate');
  });

  function put(path: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{}');
    return path;
  }

  test('where the command line says, even when nothing is there', () => {
    put(join(cwd, 'config.json'));
    expect(locateConfig('other.json', { env: { WATCHDOG_CONFIG: '/x.json' }, cwd })).toBe(
      join(cwd, 'other.json'),
    );
    expect(locateConfig('/abs.json', { env: {}, cwd })).toBe('/abs.json');
  });

  test('then where $WATCHDOG_CONFIG says', () => {
    put(join(cwd, 'config.json'));
    expect(locateConfig(undefined, { env: { WATCHDOG_CONFIG: 'x.json' }, cwd })).toBe(join(cwd, 'x.json'));
    expect(locateConfig(undefined, { env: { WATCHDOG_CONFIG: '' }, cwd })).toBe(join(cwd, 'config.json'));
  });

  test('then in the working directory, in the XDG folder, and in ~/.config', () => {
    const xdg = put(join(cwd, 'xdg/watchdog-supervisor/config.json'));
    const home = put(join(cwd, '.config/watchdog-supervisor/config.json'));
    const env = { XDG_CONFIG_HOME: join(cwd, 'xdg'), HOME: cwd };
    expect(locateConfig(undefined, { env: { HOME: cwd }, cwd })).toBe(home);
    expect(locateConfig(undefined, { env: { HOME: cwd, XDG_CONFIG_HOME: 'relative' }, cwd })).toBe(home);
    expect(locateConfig(undefined, { env, cwd })).toBe(xdg);
    const here = put(join(cwd, 'config.json'));
    expect(locateConfig(undefined, { env, cwd })).toBe(here);
  });

  test('and where it is nowhere, every place is told', () => {
    const refused = () => locateConfig(undefined, { env: {}, cwd });
    expect(refused).toThrow(
      `config: found none at ${join(cwd, 'config.json')}, /etc/watchdog-supervisor/config.json; expected a config file at one of them.`,
    );
    expect(refused).toThrow(
      expect.objectContaining({ code: 'config', hint: expect.stringContaining('config.example.json') }),
    );
  });
});
