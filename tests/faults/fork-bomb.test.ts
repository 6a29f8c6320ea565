// A service that forks faster than anybody can list: bounded by a limit on processes, in a pid namespace of its own, so that
// nothing of it outlives its test.

import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { WITHOUT_CGROUP, whyNoCgroup, withCgroup } from '../support/cgroups.ts';
import { WATCHDOG } from '../support/invocation.ts';
import { program } from '../support/processes.ts';
import { scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';

/** A user of nobody else's, nor of another run's: the limit counts all processes of one. */
const UID = 100_000 + process.pid;
const AS_USER = ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'];
const BOMB = ['prlimit', '--nproc=80', program('bomb.pl')];

/** Switches it on, waits for it to unfold, switches it off, and counts what lives; all by one process, which is the last to go. */
const SCRIPT = `
"$@" on bomb >/dev/null || exit 1
for round in $(seq 100); do [ $(ps -U ${UID} -o pid= | wc -l) -ge 70 ] && break; sleep 0.1; done
[ $round -lt 100 ] || exit 2
"$@" off bomb || exit 3
ps -U ${UID} -o state=,pid=,args= | grep -v '^Z' | grep -v 'ps -U'
exit 0`;

const whyNot = process.getuid?.() === 0 ? undefined : 'only root can be another user';
const whyNoGroup = whyNot ?? whyNoCgroup();

const PLACES: readonly [string, (folder: string) => Words, string | undefined][] = [
  ['by signals alone', () => ({ around: WITHOUT_CGROUP, watchdog: AS_USER, bomb: BOMB }), whyNot],
  [
    'by its cgroup',
    (folder) => ({ around: withCgroup(folder), watchdog: [], bomb: [...AS_USER, ...BOMB] }),
    whyNoGroup,
  ],
];

/** What is put before the script, before each invocation, and how the bomb is started. */
interface Words {
  readonly around: readonly string[];
  readonly watchdog: readonly string[];
  readonly bomb: readonly string[];
}

describe.each(PLACES)('K4 a fork bomb', (title, wordsIn, reason) => {
  testUnless(reason)(`is ended ${title}, to its last process`, () => {
    const scene = scenario({ kill_timeout: 1 }).open();
    const { around, watchdog, bomb } = wordsIn(scene.folder);
    scene.edit({}, { bomb: { commands: { start: bomb } } });
    const owned = watchdog.length === 0 ? [] : [scene.folder, scene.path('heartbeats')];
    for (const path of owned) chownSync(path, UID, UID);

    const invocation = [...watchdog, process.execPath, WATCHDOG, '-c', scene.configPath];
    const inside = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
    const [file = '', ...args] = [...around, ...inside, 'bash', '-c', SCRIPT, 'bash', ...invocation];
    const env = { PATH: process.env.PATH, HOME: scene.folder };
    const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', env, timeout: 90_000 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^bomb: ended \d+ process\(es\) with SIGKILL in [\d.]+ s\n$/);
  });
});
