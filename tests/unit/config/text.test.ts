import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpretConfig, loadConfig } from '../../../src/config/load.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { problemsOf, rejected, soundService } from './rejected-config.ts';

const SOUND = JSON.stringify({ processes: { web: soundService() } }, undefined, 2);

describe('the text of a config', () => {
  test('may have comments', () => {
    const text = `// first\n${SOUND.replace('{', '{ /* "processes": {} */')}// last`;
    expect(interpretConfig(text, '/srv/c.json').services[0]?.key).toBe('web');
  });

  test('may begin a text with what looks like a comment, and hold escaped quotes', () => {
    const processes = { web: { ...soundService(), display_name: '// not "a" comment \\' } };
    expect(interpretConfig(JSON.stringify({ processes }), '/srv/c.json').services[0]?.displayName).toBe(
      '// not "a" comment \\',
    );
  });

  test('may hold notes, which are not read', () => {
    const processes = { web: { ...soundService(), _why: [1, { a: null }], '//': 'x', $comment: 'y' } };
    const text = JSON.stringify({ $schema: './config.schema.json', _note: {}, processes });
    expect(interpretConfig(text, '/srv/c.json').services).toHaveLength(1);
  });

  test.each([
    ['{"processes": {},}', '1:18', '`}`', 'a name in double quotes (and no comma after the last entry)'],
    ['{\n  "processes" {}\n}', '2:15', '`{`', 'a colon after the name'],
    ['{\n\t"a": 1\n\t"b": 2\n}', '3:2', '`"b"`', 'a comma before the next entry'],
    ["{'a': 1}", '1:2', "`'a'`", 'a text in double quotes, a number, true, false or null'],
    [
      '{"a": "x\ty"}',
      '1:7',
      '`"x\\u0009y"`',
      'no raw control character inside a text; a line break is written `\\n`',
    ],
    ['{"a": "x\n}', '1:7', '`"x`', 'a double quote to close the text'],
    ['{"a": "\\q"}', '1:7', '`"\\q"`', 'a valid escape; a backslash itself is written `\\\\`'],
    ['{"a": 1', '1:8', 'the end of a line or of the file', '`}` to close the object'],
    ['{"a": [1', '1:9', 'the end of a line or of the file', '`]` to close the list'],
    ['{"a": 1.}', '1:7', '`1.`', 'a number such as 12 or 0.5'],
    ['{"a": "\\u12"}', '1:7', '`"\\u12"`', 'four hexadecimal digits after `\\u`'],
    ['{} {}', '1:4', '`{`', 'nothing more after the end of the document'],
    ['{} /* x', '1:4', '`/* x`', '`*/` to close the comment'],
    ['[1,]', '1:4', '`]`', 'a value (and no comma after the last one)'],
  ])('%j is refused at its place', (text, place, found, expected) => {
    const { message, problems } = rejected(text);
    expect(message.split('\n')[0]).toBe(`/srv/config.json:${place}: found ${found}; expected ${expected}.`);
    expect(problems).toHaveLength(1);
  });

  test('a break is shown in its line', () => {
    expect(
      rejected(`{\n\t"a": ${' '.repeat(80)}nope, "b": 1\n}`)
        .message.split('\n')
        .slice(1),
    ).toEqual([`  ${' '.repeat(50)}nope, "b": 1`, `  ${' '.repeat(50)}^`]);
    expect(rejected('{"a": 1,\r\n\r\n"b" 2}\r\n').message).toContain('\n  "b" 2}\n      ^');
  });

  test.each(['', ' \n', '// nothing yet\n'])(
    'an empty file, %j, is refused: it would leave everything unwatched',
    (text) => {
      const { message, hint } = rejected(text);
      expect(message).toBe(
        '/srv/config.json: found an empty file; expected at least one service under `processes`.',
      );
      expect(hint).toContain('No running service was touched.');
    },
  );

  test('a key that is there twice is refused wherever it is, with the line of the second', () => {
    const text = `{
      "processes": {
        "web": { "heartbeat_path": "a", "commands": { "start": "a", "start": "b" } },
        "a:b \\" c": 5,
        "web": { "heartbeat_path": "b", "commands": { "start": "b" } }
      }
    }`;
    const twice = rejected(text).problems.filter(({ found }) => found === 'this name for the second time');
    expect(twice.map(({ path, line }) => [path, line])).toEqual([
      ['processes.web.commands.start', 3],
      ['processes.web', 5],
    ]);
  });

  test('a key that is there twice is refused in a file with comments too, beside the other mistakes', () => {
    expect(problemsOf('{ // c\n "kill_timeout": 1, "kill_timeout": 2, "processes": {} }')).toHaveLength(2);
  });

  test.each(['[', '{"a":'])(
    'a text nested out of all measure by %j is refused and not a crash',
    (opening) => {
      expect(rejected(opening.repeat(200_000)).message).toMatch(/nested too deeply/);
      const closing = opening === '[' ? ']' : '}';
      expect(rejected(`${opening.repeat(200_000)}1${closing.repeat(200_000)}`).code).toBe('config');
    },
  );
});

describe('the file of a config', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder('config');
  });

  const refusal = (path: string) => {
    try {
      return loadConfig(path).path;
    } catch (error) {
      return error;
    }
  };

  test('that is missing is refused with its path and how to make one', () => {
    const path = join(folder, 'config.json');
    expect(refusal(path)).toMatchObject({
      code: 'config',
      message: `${path}: found nothing; expected a config file.`,
      hint: expect.stringContaining('config.example.json, which comes with watchdog'),
      cause: expect.objectContaining({ code: 'ENOENT' }),
    });
  });

  test('that is a folder, lies in a file, or is not UTF-8, is refused in words', () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'binary'), Buffer.from([0x7b, 0xff, 0xfe]));
    expect(refusal(join(folder, 'sub'))).toMatchObject({
      message: expect.stringContaining('found a folder; expected a config file.'),
    });
    expect(refusal(join(folder, 'binary', 'x'))).toMatchObject({
      message: expect.stringContaining('cannot be read (ENOTDIR)'),
    });
    expect(refusal(join(folder, 'binary'))).toMatchObject({
      message: expect.stringContaining('bytes that are not UTF-8'),
    });
  });

  test('that is a FIFO, or a device, is refused at once, and not waited for', () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    for (const path of [fifo, '/dev/zero', '/dev/null']) {
      expect(refusal(path)).toMatchObject({
        code: 'config',
        message: `${path}: found a FIFO or a device; expected a config file.`,
      });
    }
  });

  test('that is larger than any config is refused unread', () => {
    const path = join(folder, 'huge');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 33);
    expect(refusal(path)).toMatchObject({
      code: 'config',
      message: `${path}: found a file of 8192 MiB; expected a config file of at most 64 MiB.`,
    });
  });

  test('may begin with a byte order mark and be named relatively', () => {
    const path = join(folder, 'config.json');
    writeFileSync(path, `\uFEFF${SOUND}`);
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(loadConfig('config.json').services[0]?.heartbeatPath).toBe(join(process.cwd(), 'web.json'));
    } finally {
      process.chdir(before);
    }
  });
});
