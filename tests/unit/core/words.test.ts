// The small words: what a state is called, what a command runs, what the clocks did, what went wrong.

import type { Command } from '../../../src/config/command.ts';
import { argvOf } from '../../../src/core/argv.ts';
import { clockChange } from '../../../src/core/clock-change.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Purpose } from '../../../src/core/recovery.ts';
import type { ServiceState } from '../../../src/core/service-state.ts';
import { type StateWord, stateWord } from '../../../src/core/state-word.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { aState } from '../../support/core/services.ts';

const off = { desired: { mode: 'off', by: 'ada', atMs: 0 } } as const;
const waiting = {
  attempts: [at(0)],
  level: 1,
  wait: { since: at(0), durationMs: 1 },
  givenUpRung: undefined,
};

test.each<[StateWord, Verdict, Partial<ServiceState>, Purpose | undefined]>([
  ['stopping', 'healthy', {}, 'stop'],
  ['starting', 'healthy', {}, 'restart'],
  ['starting', 'stale_pid', off, 'recover'],
  ['running', 'healthy', {}, undefined],
  ['running', 'healthy', off, undefined],
  ['stopped', 'stale_pid', off, undefined],
  ['stopped', 'unknown', off, undefined],
  ['starting', 'starting', {}, undefined],
  ['unknown', 'unknown', { restarts: waiting }, undefined],
  ['fatal', 'stale_pid', { restarts: { ...waiting, givenUpRung: 0 } }, undefined],
  ['backoff', 'stale_pid', { restarts: waiting }, undefined],
  ['failed', 'stale_pid', {}, undefined],
])('a service is called %s when it is %s', (word, verdict, change, underWay) => {
  expect(stateWord(aState(change), verdict, underWay)).toBe(word);
});

test.each<[string, Command, readonly string[]]>([
  [
    'a shell line runs under bash',
    { kind: 'shell', line: 'source .env' },
    ['/bin/bash', '-c', 'source .env'],
  ],
  ['exact words run as they are', { kind: 'argv', argv: ['a', '$b'] }, ['a', '$b']],
  ['a script gets its arguments', { kind: 'script', path: '/x.sh', args: ['--force'] }, ['/x.sh', '--force']],
])('%s', (_title, command, argv) => {
  expect(argvOf(command)).toEqual(argv);
});

test.each<[string, 'stepped' | 'slept' | undefined, Moment | undefined, Moment]>([
  ['on the first tick', undefined, undefined, at(0)],
  ['after a reboot', undefined, at(0), afterReboot(1)],
  ['when the clocks agree', undefined, at(0), at(60)],
  ['when the wall clock drifted by five seconds', undefined, at(0), at(60, { wallMs: at(65).wallMs })],
  ['when the wall clock went forward by more', 'stepped', at(0), at(60, { wallMs: at(65.001).wallMs })],
  ['when the wall clock went back by more', 'stepped', at(0), at(60, { wallMs: at(54.999).wallMs })],
  ['when the host slept for ten seconds', undefined, at(0), at(60, { monotonicMs: at(50).monotonicMs })],
  ['when the host slept for longer', 'slept', at(0), at(60, { monotonicMs: at(49.999).monotonicMs })],
  ['when the host slept and its clock was set', 'slept', at(0), at(60, { monotonicMs: 0, wallMs: 0 })],
])('%s the clocks have: %s', (_title, expected, last, now) => {
  expect(clockChange(last, now)).toBe(expected);
});
