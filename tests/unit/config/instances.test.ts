// Entries that mean several services.

import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOf, problemsOfWeb, soundService } from './rejected-config.ts';

const OWN_FILE = { heartbeat_path: 'hb/{index}.json' };

function servicesOf(changes: object, others: object = {}) {
  const processes = { web: { ...soundService(), ...OWN_FILE, ...changes }, ...others };
  return interpretConfig(JSON.stringify({ processes }), '/srv/config.json').services;
}

const keysOf = (changes: object, others: object = {}) => servicesOf(changes, others).map(({ key }) => key);

test('an entry with instances means so many services, by keys that are counted from 1', () => {
  expect(keysOf({ instances: 3 })).toEqual(['web-1', 'web-2', 'web-3']);
  expect(keysOf({ instances: 1 })).toEqual(['web-1']);
  expect(servicesOf({ instances: 2 }).map(({ entry }) => entry)).toEqual(['web', 'web']);
});

test('in every text of the entry the number of the instance takes its place', () => {
  const [, second] = servicesOf({
    instances: 2,
    display_name: 'Web {index}',
    commands: { start: ['web', '--port', '{index+8080}', '--name=w{index}{index}'] },
    cwd: '/srv/{index}',
    env: { WORKER: '{index}' },
    checks: [
      { type: 'tcp', port: '{index+8080}', fallback: { type: 'tcp', port: '80{index}' } },
      { type: 'http', url: 'http://127.0.0.1:{index+9000}/' },
    ],
  });
  expect(second).toMatchObject({
    key: 'web-2',
    displayName: 'Web 2',
    heartbeatPath: '/srv/hb/2.json',
    commands: { start: { argv: ['web', '--port', '8082', '--name=w22'] } },
    cwd: '/srv/2',
    env: { WORKER: '2' },
    checks: [
      { probe: { to: { port: 8082 } }, fallback: { to: { port: 802 } } },
      { probe: { url: expect.stringContaining(':9002') } },
    ],
  });
});

test('what the shell calls by that name is left to it, and so is everything where there are no instances', () => {
  const line = `for index in 1 2; do echo "$${'{index}'}"; done`;
  expect(servicesOf({ instances: 1, commands: { start: line } })[0]?.commands.start).toEqual({
    kind: 'shell',
    line,
  });
  expect(servicesOf({ heartbeat_path: '{index}.json' })[0]?.heartbeatPath).toBe('/srv/{index}.json');
});

test('who depends on an entry depends on all its instances, or on the one of its number', () => {
  const api = { ...soundService(), heartbeat_path: 'api{index}.json', instances: 2 };
  const dependsOn = (depends_on: readonly unknown[]) =>
    servicesOf({ instances: 2, depends_on }, { api }).map((service) =>
      service.dependsOn.map(({ key }) => key),
    );
  expect(dependsOn(['api'])[0]).toEqual(['api-1', 'api-2']);
  expect(dependsOn(['api-2'])[0]).toEqual(['api-2']);
  expect(dependsOn([{ key: 'api-{index}', condition: 'started' }]).slice(0, 2)).toEqual([
    ['api-1'],
    ['api-2'],
  ]);
});

describe('a mistake is told once, where it stands', () => {
  const shared = { ...soundService(), instances: 3 };

  test.each<[string, object, string | RegExp]>([
    [
      'instances share a heartbeat file',
      shared,
      'processes.web.heartbeat_path: "web.json", which is also the heartbeat file of "web-1"; a file of its own. Instances differ by `{index}`.',
    ],
    ['there are none', { ...OWN_FILE, instances: 0 }, /instances: 0; a whole number from 1 to 1000\.$/],
    [
      'the last port is too high',
      { ...OWN_FILE, instances: 3, checks: [{ type: 'tcp', port: '{index+65533}' }] },
      'processes.web.checks[0].port: "{index+65533}"; a port, at most 65535, for every instance.',
    ],
    [
      'so is that on which it listens',
      { ...OWN_FILE, instances: 3, listens: ['{index+65533}'] },
      'processes.web.listens[0]: "{index+65533}"; a port, at most 65535, for every instance.',
    ],
    [
      'a port has a number and its service none',
      { checks: [{ type: 'tcp', port: '80{index}' }] },
      /checks\[0\]\.port: .* `\{index\}` has a meaning only beside `instances`\.$/,
    ],
    [
      'a port is written as a text',
      { checks: [{ type: 'tcp', port: '8080' }] },
      /checks\[0\]\.port: "8080"; a whole number from 1 to 65535, or with `instances` such as/,
    ],
    [
      'one depends on the others',
      { ...OWN_FILE, instances: 2, depends_on: ['web-1'] },
      'processes.web.depends_on: a circle: web → web; an order in which they can be started. Take one of these dependencies out.',
    ],
  ])('when %s', (_, changes, problem) => {
    expect(problemsOfWeb(changes as Record<string, unknown>)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('when one has the key of another entry', () => {
    const web = { ...soundService(), ...OWN_FILE, instances: 2 };
    expect(problemsOf({ processes: { web, 'web-2': soundService() } })).toEqual([
      'processes.web.instances: 2, though "web-2" is an entry of its own; keys that are free.',
    ]);
  });

  test('when one depends on an instance that is not there', () => {
    const db = { ...soundService(), heartbeat_path: 'db{index}', instances: 2 };
    const web = { ...soundService(), ...OWN_FILE, instances: 3, depends_on: ['db-{index}'] };
    expect(problemsOf({ processes: { db, web } })).toEqual([
      expect.stringMatching(/^processes\.web\.depends_on\[0\]: the unknown service "db-3"; /),
    ]);
  });
});
