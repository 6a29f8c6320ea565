// The letter box: what is asked is served once, or put back when who had taken it died.

import { openRequestBox } from '../../../src/store/open-request-box.ts';
import { createStoreRig, type StoreRig } from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

test('requests of another connection are pending, oldest first, and tell what became of them', () => {
  const { requests } = rig.ready();
  const box = openRequestBox(rig.path);
  const first = box.add('restart', 'web', 'ann');
  const second = box.add('hand_over', undefined, 'check');
  expect(requests.pending()).toStrictEqual([first, second]);
  expect(first).toMatchObject({
    kind: 'restart',
    key: 'web',
    by: 'ann',
    status: 'pending',
    message: undefined,
  });
  requests.progress(first.id, 'killing');
  expect(requests.pending()).toStrictEqual([second]);
  expect(box.get(first.id)).toMatchObject({ status: 'taken', message: 'killing' });
  requests.finish(first.id, 'failed', 'it survived');
  expect(box.get(first.id)).toMatchObject({ status: 'failed', message: 'it survived' });
  expect(box.get(999)).toBeUndefined();
  box.close();
});

test('requests about many services are made in their order, or none of them is', () => {
  const { requests } = rig.ready();
  const ids = requests.addAll('off', ['web', 'db'], { by: 'ann' });
  expect(requests.pending()).toMatchObject([
    { id: ids[0], kind: 'off', key: 'web', by: 'ann' },
    { id: ids[1], kind: 'off', key: 'db', by: 'ann' },
  ]);
  rig.meddle(
    "CREATE TRIGGER full BEFORE INSERT ON requests WHEN NEW.key = 'last' BEGIN SELECT raise(ABORT, 'full'); END",
  );
  expect(() => requests.addAll('off', ['first', 'last'], { by: 'ann' })).toThrow('full');
  expect(requests.pending()).toHaveLength(2);
});

test('a request can be taken back until it is being served', () => {
  const { requests } = rig.ready();
  const [a, b] = [requests.add('on', 'a', 'ann'), requests.add('on', 'b', 'ann')];
  requests.progress(b.id, 'starting');
  expect(requests.withdraw(a.id)).toBe(true);
  expect(requests.withdraw(a.id)).toBe(false);
  expect(requests.withdraw(b.id)).toBe(false);
  requests.finish(a.id, 'done', 'too late');
  expect(requests.get(a.id)).toMatchObject({ status: 'withdrawn' });
  expect(requests.pending()).toEqual([]);
});

test('what a dead holder had taken is pending again for the next one', () => {
  const { requests } = rig.ready();
  const { id } = requests.add('off', 'web', 'ann');
  requests.progress(id, 'killing');
  rig.end();
  const next = rig.ready().requests;
  expect(next.pending()).toMatchObject([{ id, status: 'pending', message: undefined }]);
});

test('a letter box makes no database', () => {
  expect(() => openRequestBox(rig.path)).toThrow(/there is no database yet/);
  expect(() => openRequestBox(rig.folder)).toThrow(expect.objectContaining({ code: 'store' }));
});

test('what is said beside a request is kept with it', () => {
  const { requests } = rig.ready();
  const wording = { reason: 'deploy', forMs: 1_800_000, sparesHeld: true };
  const [id = 0] = requests.addAll('off', ['web'], { ...wording, by: 'ann' });
  expect(requests.get(id)).toMatchObject({ kind: 'off', key: 'web', by: 'ann', ...wording });
});
