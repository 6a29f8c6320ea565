// Services that run as somebody else than root who watches them: as that user wholly, and by no detour as root.

import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import type { Entry } from '../support/config-document.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const NOBODY = 65_534;

/** A scene with a folder of nobody's, in which the service runs. */
function open(entry: (home: string) => Entry): { scene: Scene; home: string } {
  const draft = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  const home = draft.path('home');
  mkdirSync(home);
  chownSync(home, NOBODY, NOBODY);
  chmodSync(draft.folder, 0o755);
  draft.edit({}, { web: { user: 'nobody', cwd: 'home', program: 'beat', ...entry(home) } });
  return { scene: draft, home };
}

const TELL =
  'id -u; id -g; id -G; echo "$HOME $USER $LOGNAME $SHELL"; grep -E "^(Uid|Gid|Cap...):" /proc/self/status';

testAsRoot(
  'a service runs with the ids, the groups and the home of its user, and with none of root’s rights',
  async () => {
    const { scene, home } = open(() => ({ commands: { start: `{ ${TELL}; } >told; exit 1` } }));
    const groups = scene.path('group');
    writeFileSync(groups, `${readFileSync('/etc/group', 'utf8')}\nwatchdog-test:x:4242:nobody\n`);
    chmodSync(groups, 0o644);
    const inOwnWorld = 'mount --bind "$0" /etc/group && exec "$@"';
    const wrapper = ['unshare', '--mount', 'sh', '-c', inOwnWorld, groups];
    await scene.begin(['check'], { wrapper }).ended;
    const [uid, gid, all, names, ...status] = readFileSync(`${home}/told`, 'utf8').trimEnd().split('\n');
    expect([uid, gid, all]).toEqual(['65534', '65534', '65534 4242']);
    expect(names).toMatch(/^\/nonexistent nobody nobody \S*nologin$/);
    expect(status.filter((line) => /^[UG]id/.test(line))).toEqual([
      'Uid:\t65534\t65534\t65534\t65534',
      'Gid:\t65534\t65534\t65534\t65534',
    ]);
    expect(status.filter((line) => /^Cap(Inh|Prm|Eff|Amb)/.test(line) && !/\t0+$/.test(line))).toEqual([]);
  },
);

testAsRoot('R10 what the user has put into a PATH of the config is never run as root', async () => {
  const { scene, home } = open((folder) => ({
    env: { PATH: `${folder}:/usr/bin:/bin` },
    commands: { start: ['true'] },
  }));
  for (const name of ['setpriv', 'env', 'getent', 'true']) {
    writeFileSync(`${home}/${name}`, `#!/bin/sh\nid -u >${home}/${name}.ran\n`);
    chmodSync(`${home}/${name}`, 0o755);
  }
  await scene.check();
  const ran = readdirSync(home).filter((name) => name.endsWith('.ran'));
  expect(ran).toEqual(['true.ran']);
  expect(readFileSync(`${home}/true.ran`, 'utf8')).toBe('65534\n');
});

testAsRoot(
  'R10 what the config has its programs load is loaded as the user, and not a moment before',
  async () => {
    // The loader writes down what it does, as whoever it does it for.
    const { scene, home } = open((folder) => ({
      env: { LD_DEBUG: 'statistics', LD_DEBUG_OUTPUT: `${folder}/loaded`, PLAIN: 'kept' },
      commands: {
        start: [
          'sh',
          '-c',
          'echo $LD_DEBUG $PLAIN >seen; tr "\\0" "\\n" </proc/$$/environ | head -1 >first; exit 1',
        ],
      },
    }));
    await scene.check();
    expect(readFileSync(`${home}/seen`, 'utf8')).toBe('statistics kept\n');
    expect(readFileSync(`${home}/first`, 'utf8')).toMatch(/^WATCHDOG_INSTANCE=/);
    const owners = readdirSync(home)
      .filter((name) => name.startsWith('loaded'))
      .map((name) => statSync(`${home}/${name}`).uid);
    expect(owners.length).toBeGreaterThan(0);
    expect(new Set(owners)).toEqual(new Set([NOBODY]));
  },
);

testAsRoot(
  'H12 a process of root’s that acts for a user just now is not taken for one of that user',
  async () => {
    const { scene } = open(() => ({}));
    const actFor = 'import os,time; os.seteuid(65534); print("ready", flush=True); time.sleep(100)';
    const [python = ''] = toyCommand('beat');
    const servant = scene.stranger([python, '-c', actFor]);
    await new Promise((resolve) => servant.stdout?.once('data', resolve));
    scene.heartbeat('web', { pid: servant.pid });
    chownSync(scene.path('heartbeats', 'web.json'), NOBODY, NOBODY);
    expect(await scene.status('web')).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining('of user 0, but the file belongs to user 65534'),
    });
  },
);

testAsRoot(
  'validate warns of what would run as root without being told to, and of scripts that would be refused',
  async () => {
    const { scene } = open(() => ({}));
    scene.edit(
      {},
      {
        web: { program: 'beat', user: 'root' },
        silent: { program: 'beat' },
        said: { program: 'beat', user: 'root' },
        exposed: { user: 'root', commands: { start: ['./home/run'] } },
        lost: { program: 'beat', user: 'nobody-of-that-name' },
        asleep: { program: 'beat', enabled: false },
      },
    );
    writeFileSync(scene.path('home', 'run'), '#!/bin/sh\n', { mode: 0o755 });
    const { exitCode, stdout } = await scene.watchdog('validate');
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n').slice(1)).toEqual([
      expect.stringMatching(
        /^warning: silent: found no "user", so that its commands run as root; expected one/,
      ),
      expect.stringMatching(/^warning: exposed: commands.start: .*home belongs to user 65534/),
      expect.stringMatching(/^warning: lost: user "nobody-of-that-name": not found/),
    ]);
    const { warnings } = JSON.parse((await scene.watchdog('validate', '--json')).stdout);
    expect(warnings).toHaveLength(3);
  },
);
