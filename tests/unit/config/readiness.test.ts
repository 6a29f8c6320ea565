// The readiness of a service as it is written.

import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOfWeb, soundService } from './rejected-config.ts';

test('readiness is one more check, which counts until it has passed', () => {
  const web = { ...soundService(), readiness: { type: 'tcp', port: 8080 } };
  const { services } = interpretConfig(JSON.stringify({ processes: { web } }), '/srv/config.json');
  expect(services[0]?.checks).toMatchObject([
    { name: 'readiness', severity: 'restart', onlyUntilProven: true, probe: { kind: 'tcp' } },
  ]);
});

test.each([
  [
    { readiness: { type: 'process' } },
    /^processes\.web\.readiness: a check of type "process", to which nobody/,
  ],
  [
    { readiness: { type: 'resources', max_processes: 9 } },
    /^processes\.web\.readiness: a check of type "reso/,
  ],
  [
    { readiness: { type: 'tcp', port: 1, severity: 'warn' } },
    'processes.web.readiness.severity: "warn"; none: who does not get ready in time is recovered.',
  ],
  [
    { readiness: { type: 'tcp', port: 1, initial_delay_seconds: 60 }, start_grace_seconds: 60 },
    'processes.web.readiness.initial_delay_seconds: 60; less than start_grace_seconds, 60, by which it must pass.',
  ],
  [{ readiness: { type: 'tcp' } }, 'processes.web.readiness: neither `port` nor `path`; one of them.'],
  [{ readiness: { type: 'tcp', prot: 1 } }, /readiness\.prot: an unknown option; .* Did you mean `port`\?$/],
  [
    { readiness: { type: 'tcp', port: 1 }, checks: [{ type: 'tcp', port: 1, name: 'readiness' }] },
    /^processes\.web\.readiness\.name: a second check called "readiness"/,
  ],
])('a service with %j is refused', (changes, problem) => {
  const told = problemsOfWeb(changes);
  expect(told[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
});
