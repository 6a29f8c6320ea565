import { cleanupCommand, startCommand } from '../../../src/config/command.ts';

const onDisk = ['/srv/My App/reset (old).sh', '/app/my scripts/x.sh'];
const surroundings = {
  cwd: '/app',
  cleanupArgs: ['--force'],
  isFile: (path: string) => onDisk.includes(path),
};
const script = (path: string, ...args: string[]) => ({ kind: 'script', path, args });
const shell = (line: string) => ({ kind: 'shell', line });
const argv = (...words: string[]) => ({ kind: 'argv', argv: words });

describe('a cleanup command', () => {
  test.each([
    ['/srv/app/reset_db.sh', script('/srv/app/reset_db.sh', '--force')],
    ['./reset.sh', script('/app/reset.sh', '--force')],
    ['../scripts/reset.sh', script('/scripts/reset.sh', '--force')],
    ['scripts/reset.sh', script('/app/scripts/reset.sh', '--force')],
    ['/srv/café/x=1/a,b+c@d:e%f.sh', script('/srv/café/x=1/a,b+c@d:e%f.sh', '--force')],
  ])('that is one word with a slash, %s, is a script and gets the cleanup arguments', (entry, command) => {
    expect(cleanupCommand(entry, surroundings)).toEqual(command);
  });

  test.each([
    ['/srv/My App/reset (old).sh', script('/srv/My App/reset (old).sh', '--force')],
    ['./my scripts/x.sh', script('/app/my scripts/x.sh', '--force')],
  ])('that is the path of a file with spaces, %s, is a script too', (entry, command) => {
    expect(cleanupCommand(entry, surroundings)).toEqual(command);
  });

  test.each([
    'cd /srv/app && set -a && source .env && set +a && python3 clear.py --force',
    '/srv/My App/missing.sh',
    '/usr/bin/python3 clear.py',
    'my scripts/x.sh',
    '$HOME/reset.sh',
    '~/reset.sh',
    'MODE=all/none',
    '/srv/*/reset.sh',
    './a;./b',
    'rm -rf cache',
    ' ./reset.sh',
  ])('that says more than one plain word, %j, is a shell line, and nothing is appended', (line) => {
    expect(cleanupCommand(line, surroundings)).toEqual(shell(line));
  });

  test('that is a bare program name runs from the PATH with the cleanup arguments', () => {
    expect(cleanupCommand('reset-db', surroundings)).toEqual(argv('reset-db', '--force'));
  });

  test('that is a list of words is exactly these words', () => {
    expect(cleanupCommand(['./a b.sh', '$x'], surroundings)).toEqual(argv('./a b.sh', '$x'));
  });
});

describe('a start command', () => {
  test.each([
    ['/srv/app/run.sh', script('/srv/app/run.sh')],
    ['bin/run', script('/app/bin/run')],
    ['run-app', shell('run-app')],
    ['./run.sh --port 80', shell('./run.sh --port 80')],
    ['/app/my scripts/x.sh', shell('/app/my scripts/x.sh')],
    [['node', 'x y.js'], argv('node', 'x y.js')],
  ])('%j is run without the cleanup arguments', (entry, command) => {
    expect(startCommand(entry, surroundings)).toEqual(command);
  });
});
