// A command line with a mistake: exit 2, the word that is wrong, what would be right, and nothing done.

import { invoke, type Result } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';

/** Without the scene's `-c`. */
function bare({ folder }: Scene, ...words: readonly string[]): Promise<Result> {
  return invoke(words, { cwd: folder }).ended;
}

test.each<[string, RegExp, RegExp]>([
  ['check -c other.json', /found --config for the second time; expected it once/, /Leave one of them out/],
  ['status -c other.json', /found --config for the second time; expected it once/, /Leave one of them out/],
  ['check --every 1s --every 2s', /found --every for the second time; expected it once/, /Leave one/],
  ['check --dry-run --dry-run', /found --dry-run for the second time; expected it once/, /Leave one/],
  ['check --every', /found --every without a value; expected one\./, /Write --every=VALUE/],
  ['check --every --for 5s', /found --every without a value; expected one\./, /Write --every=VALUE/],
  [
    'off --wait web',
    /found --wait; expected an option of off\./,
    /It takes --config, --json, --for, --reason\./,
  ],
  ['on --wiat web', /found --wiat; expected an option of on\./, /Did you mean --wait\?/],
  ['check --evry 5s', /found --evry; expected an option of check\./, /Did you mean --every\?/],
  ['--evry 5s', /found --evry; expected an option that exists\./, /Did you mean --every\?/],
  ['check -x', /found -x; expected an option of check\./, /It takes .*--dry-run/],
  ['status --json=maybe', /found --json=maybe; expected --json alone\./, /It takes no value/],
  ['check --json=true', /found --json=true; expected --json alone\./, /It takes no value/],
  ['check --no-json', /found --no-json; expected an option of check\./, /Did you mean --json\?/],
  ['statsu', /found "statsu"; expected a verb\./, /Did you mean "status"\?/],
  ['on', /found too little after on; expected on <key>\./, /on --help/],
  ['start', /found too little after start; expected on <key>\./, /start --help/],
  ['cron', /found too little after cron; expected cron <action>\./, /cron --help/],
  ['do web', /found too little after do; expected do <key> <action>\./, /do --help/],
  ['history web --since 99999999d', /found "99999999d", which is before 1970; expected an instant/, /past/],
  ['on web worker', /found "worker"; expected no such thing\./, /--help/],
  ['on --', /found too little after on; expected on <key>\./, /--help/],
])('%s: the mistake is told, exit 2', async (words, found, hint) => {
  const scene = scenario().service('web').open();
  const { exitCode, stdout, stderr } = await scene.watchdog(...words.split(' '));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^command line: found .*\n.*\n$/);
  expect(stderr).toMatch(found);
  expect(stderr.split('\n')[1]).toMatch(hint);
  expect(scene.everything()).toEqual([]);
});

test.each([['foo'], ['on'], ['on', '--bogus'], ['status', 'web', 'worker'], ['--json']])(
  '%j --json: the mistake is told to programs',
  async (...words) => {
    const { exitCode, stdout, stderr } = await scenario()
      .service('web')
      .open()
      .watchdog(...words, '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: expect.stringMatching(/^command line: found /),
        hint: expect.any(String),
      },
    });
  },
);

test.each([
  [['-c'], /found --config without a value; expected one\./],
  [['-c', '--json'], /found --config without a value; expected one\./],
  [['--config='], /found --config without a value; expected one\./],
  [['--dry-run', '-c'], /found --config without a value; expected one\./],
])('%j: the value is missed, not the verb', async (words, found) => {
  const scene = scenario().service('web').open();
  const { exitCode, stderr } = await bare(scene, ...words);
  expect(stderr).toMatch(found);
  expect(exitCode).toBe(2);
});

test('a value that begins with a dash can be written with =', async () => {
  const scene = scenario().service('web').open();
  const { exitCode, stderr } = await bare(scene, 'validate', '--config=-x.json');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/-x\.json: found nothing/),
  });
});
