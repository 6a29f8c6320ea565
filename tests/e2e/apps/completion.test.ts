// Completion, asked of the shells themselves, and the manual page, by who renders it.

import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { invoke, WATCHDOG } from '../../support/invocation.ts';
import { ROOT } from '../../support/markdown.ts';
import { type Scene, scenario } from '../../support/scenario.ts';
import { testUnless } from '../../support/test-unless.ts';

const NASTY = 'a$(touch hit)`touch hit`';

/** How a shell is asked to complete words: it reads its script, and prints a candidate a line. */
const SHELLS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  bash: (words) => `. ./completion.bash
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
    _watchdog; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // Its own functions want a terminal; what they are handed is what they would show.
  zsh: (
    words,
  ) => `_describe() { print -rl -- "\${(@P)2}" }; compadd() { print -rl -- "\${(@P)2}" }; _files() { print files }
    . ./completion.zsh; words=(${words.map((word) => `'${word}'`).join(' ')}) CURRENT=${words.length}; _watchdog`,
  fish: (words) => `source completion.fish; complete -C '${words.join(' ')}'`,
};

function whyNot(program: string, word = '--version'): string | undefined {
  return spawnSync(program, [word], { stdio: 'ignore' }).error === undefined
    ? undefined
    : `there is no ${program}`;
}

async function sceneWith(shell: string): Promise<Scene> {
  const scene = scenario()
    .service('web', { program: 'beat', group: 'front' })
    .service('worker', { program: 'beat', tags: ['slow'] })
    .open();
  const { stdout } = await scene.watchdog('completion', shell);
  writeFileSync(scene.path(`completion.${shell}`), stdout);
  writeFileSync(scene.path('watchdog'), `#!/bin/sh\nexec '${process.execPath}' '${WATCHDOG}' "$@"\n`, {
    mode: 0o755,
  });
  return scene;
}

/** The candidates, without descriptions, that begin with what is typed: zsh leaves that to the one who shows them. */
function complete(scene: Scene, shell: string, ...typed: readonly string[]): readonly string[] {
  const script = SHELLS[shell]?.(['watchdog', ...typed]) ?? '';
  const env = { PATH: `${scene.folder}:${process.env.PATH}`, HOME: scene.folder };
  const printed = execFileSync(shell, ['-c', script], { cwd: scene.folder, env, encoding: 'utf8' });
  const words = printed.split('\n').map((line) => line.split(/[:\t]/)[0] ?? '');
  return words.filter((word) => word !== '' && word.startsWith(typed.at(-1) ?? '')).toSorted();
}

describe.each(Object.keys(SHELLS))('%s completes', (shell) => {
  const test = testUnless(whyNot(shell));

  test('verbs, keys, groups and tags of the config, and options', async () => {
    const scene = await sceneWith(shell);
    expect(complete(scene, shell, 'star')).toEqual(['start-all']);
    expect(complete(scene, shell, 'on', 'w')).toEqual(['web', 'worker']);
    expect(complete(scene, shell, 'restart', '@')).toEqual(['@front', '@slow']);
    expect(complete(scene, shell, 'beat', '--st')).toEqual(['--status']);
    expect(complete(scene, shell, 'cron', 'in')).toEqual(['install']);
    expect(complete(scene, shell, 'orphans', '--k')).toEqual(['--kill']);
  });

  test('the keys of the config that is named', async () => {
    const scene = await sceneWith(shell);
    const path = scene.path('other.json');
    const entry = { commands: { start: 'x' }, checks: [{ type: 'process' }] };
    writeFileSync(path, JSON.stringify({ processes: { zebra: entry } }));
    expect(complete(scene, shell, '-c', path, 'off', 'z')).toEqual(['zebra']);
    expect(complete(scene, shell, '-c', scene.path('missing.json'), 'off', 'z')).toEqual([]);
  });
});

testUnless(whyNot('bash'))('a key is completed as a text, whatever a shell would make of it', async () => {
  const scene = await sceneWith('bash');
  writeFileSync(scene.path('watchdog'), `#!/bin/sh\necho '${NASTY}'\n`, { mode: 0o755 });
  expect(complete(scene, 'bash', 'on', 'a')).toEqual(['a\\$\\(touch\\ hit\\)\\`touch\\ hit\\`']);
});

test('of a broken config no keys are told, and no mistake', async () => {
  const scene = scenario().open();
  writeFileSync(scene.configPath, '{');
  expect(await scene.watchdog('completion', 'keys')).toMatchObject({ exitCode: 0, stderr: '' });
});

test('another language is told as a mistake', async () => {
  const { exitCode, stderr } = await invoke(['completion', 'fihs'], { cwd: ROOT }).ended;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/Did you mean "fish"\?/),
  });
});

testUnless(whyNot('mandoc', '-T'))('the manual page is rendered without a warning', () => {
  const page = `${ROOT}/man/watchdog.1`;
  const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', page], { encoding: 'utf8' });
  // With a date in it the page would be out of date every day.
  expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([]);
  const text = execFileSync('mandoc', ['-T', 'ascii', page], { encoding: 'utf8' }).replace(/.[\b]/g, '');
  expect(text).toMatch(/watchdog status \[key\]/);
  expect(text).toMatch(/watchdog run <key> -- program/);
});
