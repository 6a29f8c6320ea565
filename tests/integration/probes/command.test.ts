// A look by a command of the operator's, with real processes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../../../src/core/heartbeat.ts';
import { createHost } from '../../../src/host/create-host.ts';
import { aCheck } from '../../support/core/checks.ts';
import { eventually } from '../../support/eventually.ts';
import { look, type Spot } from '../../support/look.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('command');
});

function run(line: string, { timeoutSeconds = 20, ...spot }: Spot & { timeoutSeconds?: number } = {}) {
  const probe = { kind: 'command', command: { kind: 'shell', line } } as const;
  return look(aCheck({ name: 'ask', probe, timeoutSeconds }), { folder, ...spot });
}

/** The number that a command wrote into a file, once it is there. */
function numberIn(name: string): Promise<number> {
  return eventually(`${name} is written`, () => {
    try {
      return Number(readFileSync(join(folder, name), 'utf8').trim()) || undefined;
    } catch {
      return undefined;
    }
  });
}

function lives(pid: number): boolean {
  return createHost({ readDocument }).lookAt(pid, undefined).kind === 'alive';
}

test.each([
  ['0 is well', 'echo fine; exit 0', { kind: 'passed', detail: '' }],
  ['1 is a warning', 'echo slow; exit 1', { kind: 'degraded', detail: 'exited with code 1: slow' }],
  ['2 has failed', 'echo mute >&2; exit 2', { kind: 'failed', detail: 'exited with code 2: mute' }],
  ['so has anything above', 'exit 200', { kind: 'failed', detail: 'exited with code 200' }],
  ['one that dies of a signal has failed', 'kill -SEGV $$', { kind: 'failed', detail: 'ended by SIGSEGV' }],
])('a command that exits with %s', async (_, line, reading) => {
  expect(await run(line)).toEqual(reading);
});

test('a command whose program is not there tells nothing of the service', async () => {
  expect(await run('no-such-program-here')).toMatchObject({
    kind: 'unknown',
    detail: expect.stringMatching(/^exited with code 127: .*no-such-program-here: command not found$/),
  });
  const probe = { kind: 'command', command: { kind: 'argv', argv: ['/no/such/program'] } } as const;
  expect(await look(aCheck({ probe }), { folder })).toMatchObject({ kind: 'unknown' });
});

test('only the last of what it says is told, in one line that acts on no terminal', async () => {
  expect(await run('seq 100; printf "\\033[2Jred\\n"; exit 2')).toMatchObject({
    detail: 'exited with code 2: 99 / 100 / \\x1b[2Jred',
  });
  const { detail } = await run('head -c 5000 /dev/zero | tr "\\0" x; exit 2');
  expect(detail.length).toBeLessThan(400);
});

test('it runs in the folder and with the environment of its service, and knows which check it is', async () => {
  await run('echo "$PWD $COLOUR $WATCHDOG_KEY $WATCHDOG_CHECK $WATCHDOG_INSTANCE" > told', {
    env: { COLOUR: 'blue' },
  });
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe(`${folder} blue web ask \n`);
});

test('at its deadline it is ended with its whole group, and has failed', async () => {
  const reading = await run('sleep 300 & echo $! > child; echo waiting; wait', { timeoutSeconds: 1 });
  expect(reading).toEqual({ kind: 'failed', detail: 'no answer within 1 s, and was ended: waiting' });
  expect(lives(await numberIn('child'))).toBe(false);
});

test('when nobody asks for it any more it is ended at once', async () => {
  const stopping = new AbortController();
  const looking = run('sleep 300 & echo $! > child; wait', { timeoutSeconds: 300, stop: stopping.signal });
  const child = await numberIn('child');
  stopping.abort();
  await looking;
  expect(lives(child)).toBe(false);
});
