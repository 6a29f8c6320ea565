// What dying costs, and what a tick costs: seen from outside, on real files.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whyNoTrace } from '../../support/crash-points/inject.ts';
import { type Actors, createActors } from '../../support/store-actor.ts';
import { createStoreRig, healthyMarks, type StoreRig, tickOf } from '../../support/store-rig.ts';
import { testUnless } from '../../support/test-unless.ts';

let actors: Actors;
let rig: StoreRig;
beforeEach(() => {
  actors = createActors();
  rig = createStoreRig();
});

test('S12 N3 an invocation killed between begin and commit leaves nothing half, and the next one works on', () => {
  expect(actors.run(['tick', rig.path, '2']).found).toEqual({ done: true, states: [] });
  expect(actors.run(['die', rig.path])).toEqual({ found: undefined, signal: 'SIGKILL' });
  const { store } = rig.ready();
  expect([...store.loadStates().keys()].sort()).toEqual(['service-0', 'service-1']);
  expect(rig.rows('SELECT count(*) AS n FROM ticks')).toEqual([{ n: 1 }]);
  expect(rig.rows('SELECT * FROM events')).toEqual([]);
  store.commitTick(tickOf(1, { marks: healthyMarks(2) }));
  expect(rig.rows('SELECT count(*) AS n FROM check_history')).toEqual([{ n: 4 }]);
});

testUnless(whyNoTrace)('a healthy tick forces the disk as often for 1000 services as for one', () => {
  const counts = ['1', '1000'].map((services) => {
    const path = join(rig.folder, `${services}.db`);
    const trace = join(rig.folder, `${services}.trace`);
    actors.run(['tick', path, services]);
    const { found } = actors.run(
      ['tick', path, services],
      ['strace', '-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', trace],
    );
    expect(found).toMatchObject({ done: true });
    return readFileSync(trace, 'utf8').match(/sync\(/g)?.length;
  });
  // Five: the log's header and its folder entry, the commit; on closing the log again, and the database.
  expect(counts[0]).toBeLessThanOrEqual(5);
  expect(counts[1]).toBe(counts[0]);
});

test('a request of another process is served and answered', async () => {
  const { requests } = rig.ready();
  const asker = actors.start('ask', rig.path, 'web');
  const { id } = (await asker.next()) as { id: number };
  expect(requests.pending()).toMatchObject([{ id, kind: 'restart', key: 'web', by: 'actor' }]);
  requests.progress(id, 'killing');
  requests.finish(id, 'done', 'restarted');
  expect(await asker.next()).toMatchObject({ id, status: 'done', message: 'restarted' });
});
