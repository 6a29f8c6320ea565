// What it means that a beat tells its cookie, and the process that it names does not carry it: that pid was passed on,
// whatever the clocks say.

import { judge } from '../../../src/core/judge.ts';
import { alive, aProcess, COOKIE, GONE, marks } from '../../support/core/processes.ts';
import { aCase, anInstance, beatRead } from '../../support/core/services.ts';

const heartbeat = beatRead({ pid: 200, instance: COOKIE });

test.each([
  ['that carries none', undefined],
  ['that carries another one', 'cookie of the next'],
])('a beat with a cookie does not vouch for a process %s', (_, cookie) => {
  const named = alive(aProcess(200, { marks: marks({ instance: cookie }) }));
  const matter = aCase(1, { heartbeat, named, recorded: GONE }, { instance: anInstance() });
  expect(judge(matter)).toMatchObject({ verdict: 'stale_pid', proven: true, instance: anInstance() });
});

test('it does for one that carries the same, which a dead invocation may have started', () => {
  const named = alive(aProcess(200, { marks: marks({ instance: COOKIE }) }));
  expect(judge(aCase(1, { heartbeat, named }))).toMatchObject({ verdict: 'healthy' });
});
