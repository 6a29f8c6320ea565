import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Service } from '../../../src/config/config.ts';
import { interpretConfig, loadConfig } from '../../../src/config/load.ts';

const folder = fileURLToPath(new URL('../../support/reference-configs/', import.meta.url));
const load = (name: string) => loadConfig(`${folder}${name}`);

function service(name: string, key: string): Service {
  const found = load(name).services.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`${name} has no ${key}`);
  return found;
}

describe('a file of the Python reference works unchanged', () => {
  test('in its full form', () => {
    expect(load('full.json')).toMatchObject({
      logLevel: 'INFO',
      dbPath: '/srv/watchdog/watchdog.db',
      lockPath: '/tmp/watchdog.lock',
      logDir: '/srv/watchdog/logs',
    });
    expect(service('full.json', 'mail_server')).toMatchObject({
      displayName: 'mail.server@example.org',
      enabled: true,
      threshold: 3,
      recoveryActions: ['kill', 'clear_db', 'start'],
      commands: {
        start: { kind: 'shell', line: expect.stringContaining('set -a && source .env') },
        clear_db: { kind: 'script', path: '/srv/mail/scripts/reset_db.sh', args: ['--force'] },
        clear_emails: { kind: 'shell', line: expect.stringMatching(/^cd .* --force$/) },
      },
    });
    expect(service('full.json', 'mail_referee')).toMatchObject({
      enabled: false,
      recoveryActions: ['start'],
    });
  });

  test('in its old flat form, and a service with only a startup command is killed and started', () => {
    expect(load('flat.json')).toMatchObject({
      logLevel: 'DEBUG',
      dbPath: `${folder}watchdog.db`,
      lockPath: `${folder}watchdog.lock`,
    });
    expect(service('flat.json', 'old_server')).toMatchObject({
      heartbeatPath: `${folder}heartbeats/old_server.json`,
      recoveryActions: ['kill', 'clear_db', 'start'],
      commands: {
        start: { kind: 'shell', line: 'python server.py' },
        clear_db: { kind: 'script', path: '/srv/old/cleanup.sh', args: ['--force'] },
      },
    });
    expect(service('flat.json', 'older_server')).toMatchObject({
      recoveryActions: ['kill', 'start'],
      commands: { start: { kind: 'shell', line: 'python older.py' } },
    });
    expect(service('flat.json', 'choosy_server').recoveryActions).toEqual(['kill', 'start']);
  });

  test('with commands and no recovery actions', () => {
    expect(service('usual-actions.json', 'with_cleanup').recoveryActions).toEqual([
      'kill',
      'clear_db',
      'start',
    ]);
    expect(service('usual-actions.json', 'without_cleanup').recoveryActions).toEqual(['kill', 'start']);
  });

  test('with no cleanup arguments and a disabled action', () => {
    const worker = service('no-cleanup-args.json', 'worker');
    expect(worker.commands.clear_db).toEqual({ kind: 'script', path: '/srv/worker/reset_db.sh', args: [] });
    expect(worker.recoveryActions).toEqual(['kill', 'clear_db', 'start']);
  });

  test.each([
    ['warn', 'WARNING'],
    ['Critical', 'ERROR'],
    ['FATAL', 'ERROR'],
  ])('with the Python log level %s', (written, level) => {
    const text = readFileSync(`${folder}full.json`, 'utf8').replace('"INFO"', `"${written}"`);
    expect(interpretConfig(text, '/srv/c.json').logLevel).toBe(level);
  });

  test('with both forms in one service: `commands` wins', () => {
    const entry = {
      heartbeat_path: 'x',
      startup_command: 'old',
      cleanup_script: './old.sh',
      commands: { start: 'new' },
    };
    const [both] = interpretConfig(JSON.stringify({ processes: { both: entry } }), '/srv/c.json').services;
    expect(both?.commands).toMatchObject({ start: { line: 'new' }, clear_db: { path: '/srv/old.sh' } });
  });
});

test('the example config is sound', () => {
  const { services } = loadConfig(fileURLToPath(new URL('../../../config.example.json', import.meta.url)));
  expect(services.map(({ key }) => key)).toEqual(['web', 'mailer']);
});
