// Real services, invocations and faults for a short while, and every promise is kept; where promises are broken by hand, that is
// found out. Longer runs are had by `npm run chaos`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';

interface Run {
  readonly status: number | null;
  readonly said: string;
}

const LIMIT_MS = 900_000;

async function chaos(...words: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'chaos.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterTest(() => child.kill());
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  return { status, said };
}

function numberIn(said: string, where: RegExp): number {
  return Number(where.exec(said)?.[1]);
}

test(
  'I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 whatever happens to real services and invocations, every promise is kept, and calm returns',
  async () => {
    const { status, said } = await chaos('--minutes', '2');
    process.stdout.write(said);
    expect(said).toMatch(/^0 violations$/m);
    expect(status).toBe(0);
    const isSkipped = (name: string) => said.includes(`skipped: ${name}`);
    expect(said).toMatch(/^(\d+) of \1 kinds of faults$/m);
    expect(isSkipped('the disk is full for a while')).toBe(process.getuid?.() !== 0);
    if (!isSkipped('an invocation has another clock'))
      expect(numberIn(said, /(\d+) of them with another clock/)).toBeGreaterThan(0);
    expect(numberIn(said, /(\d+) recoveries of/)).toBeGreaterThan(0);
    for (const what of ['restarts with a group', 'holds'])
      expect(numberIn(said, new RegExp(`(\\d+) ${what}`))).toBeGreaterThan(0);
    expect(numberIn(said, /(\d+) services that were hurt came back/)).toBeGreaterThan(0);
    const looks = numberIn(said, /(\d+) looks/);
    expect(numberIn(said, /(\d+) while the tables could not be read/)).toBeLessThan(looks / 2);
  },
  LIMIT_MS,
);

test(
  'a second copy, an end without intent, and a bystander that is signalled are found out, with the words to try again',
  async () => {
    const { status, said } = await chaos('--minutes', '0.1', '--sabotage');
    expect(status).toBe(1);
    for (const invariant of ['I1', 'I2', 'I4']) expect(said).toMatch(new RegExp(`^${invariant}: `, 'm'));
    expect(said).toMatch(/^I2: .*\n(?: {2}20.*\n)*? {2}20\S+Z recovery \d+ begins start/m);
    expect(said).toMatch(/npm run chaos -- --minutes 0.1 --seed \d+/);
  },
  LIMIT_MS,
);
