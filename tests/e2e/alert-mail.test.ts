// Alerts by mail, through a real SMTP server of Debian's.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterTest } from '../support/after-test.ts';
import { createAuthority } from '../support/certificates.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';

const PYTHON = '/usr/bin/python3';
const PROGRAM = join(import.meta.dirname, '..', 'support', 'programs', 'smtp-server.py');
const PASSWORD = 'correct horse';

interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly tls: boolean;
}

interface SmtpServer {
  readonly port: number;
  readonly caPath: string;
  readonly letters: readonly Letter[];
}

async function smtpServer(security: string, password: string): Promise<SmtpServer> {
  const folder = temporaryFolder('smtp');
  const authority = createAuthority(folder);
  authority.issue(30);
  const files = ['its.pem', 'its.key'].map((name) => join(folder, name));
  const server = spawn(PYTHON, ['-B', PROGRAM, security, ...files, password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterTest(async () => {
    server.kill('SIGKILL');
    await once(server, 'close');
  });
  const said: unknown[] = [];
  createInterface(server.stdout).on('line', (line) => said.push(JSON.parse(line)));
  const { port } = (await eventually('the SMTP server listens', () => said.shift())) as { port: number };
  return { port, caPath: authority.path, letters: said as readonly Letter[] };
}

function mailTo({ port, caPath }: SmtpServer, more: object) {
  const channel = {
    type: 'email',
    host: '127.0.0.1',
    port,
    ca_path: caPath,
    from: 'Watchdog <watchdog@toy.example>',
    to: ['ops@toy.example', 'boss@toy.example'],
    ...more,
  };
  return { consecutive_failures_threshold: 1, alerts: { channels: { mail: channel } } };
}

function whyNoServer(): string | undefined {
  try {
    execFileSync(PYTHON, ['-c', 'import aiosmtpd'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'python3-aiosmtpd is not installed';
  }
}

const testWithServer = testUnless(whyNoServer());

testWithServer('a service that is down is told of by mail over STARTTLS, with its last words', async () => {
  const server = await smtpServer('starttls', PASSWORD);
  const login = { user: 'watchdog', password: `\${env:SMTP_PASSWORD}` };
  const scene = scenario(mailTo(server, { security: 'starttls', ...login }))
    .service('web', { commands: { start: 'echo "<b>boom</b> Grüße"; exit 3' } })
    .open();
  const env = { SMTP_PASSWORD: PASSWORD };
  await scene.begin(['check'], { env }).ended;
  const [letter] = await eventually('a letter came', () => server.letters.length > 0 && server.letters);
  expect(letter).toMatchObject({
    from: 'watchdog@toy.example',
    to: ['ops@toy.example', 'boss@toy.example'],
    tls: true,
  });
  expect(letter?.text).toMatch(/^Subject: \[WARNING\] web is down/m);
  expect(letter?.text).toMatch(/^Message-ID: <[0-9a-f-]+@toy.example>\r?$/m);
  expect(letter?.text).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  expect(letter?.text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r?$/m);
  expect(letter?.text).toMatch(/<b>boom<\/b> Gr=C3=BC=C3=9Fe/);
  expect(scene.rows('SELECT DISTINCT status FROM deliveries')).toEqual([{ status: 'sent' }]);
});

testWithServer.each(['tls', 'none'])('with security %p a test arrives', async (security) => {
  const server = await smtpServer(security, '');
  const scene = scenario(mailTo(server, { security })).service('web').open();
  expect(await scene.watchdog('alert', 'test')).toMatchObject({
    exitCode: 0,
    stdout: 'mail: delivered: 250 kept\n',
  });
  expect(server.letters).toHaveLength(1);
});

testWithServer('a server that says nothing more is not waited for longer than its time', async () => {
  const silent = await new Promise<Server>((resolve) => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1', () =>
      resolve(server),
    );
  });
  afterTest(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const scene = scenario(
    mailTo({ port, caPath: '/nowhere', letters: [] }, { ca_path: undefined, timeout_seconds: 0.5 }),
  )
    .service('web')
    .open();
  expect(await scene.watchdog('alert', 'test')).toMatchObject({
    exitCode: 1,
    stdout: 'mail: failed: no answer in time\n',
  });
});

testWithServer.each([
  ['a wrong password', 'starttls', { user: 'watchdog', password: 'battery staple' }, /refused: .*535/],
  ['a certificate that nobody vouches for', 'starttls', { ca_path: undefined }, /failed: .*certificate/],
  ['a server that offers no STARTTLS', 'none', { security: 'starttls' }, /failed: .*STARTTLS/i],
  [
    'a secret that is not there',
    'none',
    { user: 'me', password: `\${env:NOBODY}` },
    /failed: .*\$\{env:NOBODY\}: found nothing/,
  ],
] as const)('%s is told in words, and no secret with it', async (_, security, more, words) => {
  const server = await smtpServer(security, PASSWORD);
  const scene = scenario(mailTo(server, { security, ...more }))
    .service('web')
    .open();
  const { exitCode, stdout, stderr } = await scene.watchdog('alert', 'test');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringMatching(words) });
  expect(stdout + stderr).not.toContain('battery staple');
  expect(server.letters).toEqual([]);
});
