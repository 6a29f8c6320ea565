import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cache } from '../../../src/config/checked.ts';
import { loadConfig, loadLastCorrect } from '../../../src/config/load.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const GOOD = JSON.stringify({
  processes: { web: { heartbeat_path: 'web.json', display_name: 'web', commands: { start: 'web' } } },
});
// The same length, and JSON still: only the checks can tell.
const BAD = GOOD.replace('display_name', 'display_nome');
const TWICE = GOOD.replace('display_name', 'heartbeat_path').replace('"web",', '"w",');

describe('a config that was found correct', () => {
  let folder: string;
  let path: string;
  const kept = new Map<string, string>();
  const cache: Cache = {
    read: (name) => kept.get(name),
    readOld: (name) => kept.get(name),
    write: (name, text) => void kept.set(name, text),
  };

  beforeEach(() => {
    kept.clear();
    folder = temporaryFolder('checked');
    path = join(folder, 'config.json');
  });

  const writeAndWait = async (text: string) => {
    writeFileSync(path, text);
    await sleep(2100);
  };

  test('means the same when it is not checked again', async () => {
    await writeAndWait(`{ "log_level": "warn", ${GOOD.slice(1)}`);
    const first = loadConfig(path, cache);
    expect(kept.size).toBe(2);
    const again = loadConfig(path, cache);
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(again.services[0]?.fingerprint()).toBe(first.services[0]?.fingerprint());
  });

  test('is really not checked again', async () => {
    await writeAndWait(GOOD);
    loadConfig(path, cache);
    const [name = ''] = kept.keys();
    const stampOfGood = kept.get(name) ?? '';
    await writeAndWait(BAD);
    const { mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
    const [where = '', dev = ''] = stampOfGood.split(' ');
    kept.set(name, [where, dev, ino, BAD.length, mtimeNs, ctimeNs].join(' '));
    expect(() => loadConfig(path, cache)).not.toThrow();
    expect(() => loadConfig(path)).toThrow('display_nome');
  });

  test('is checked again after an edit of the same length that hides its time', async () => {
    writeFileSync(path, GOOD);
    utimesSync(path, 1, 1);
    await sleep(2100);
    loadConfig(path, cache);
    expect(kept.size).toBe(2);
    writeFileSync(path, BAD);
    utimesSync(path, 1, 1);
    expect(readFileSync(path)).toHaveLength(GOOD.length);
    expect(() => loadConfig(path, cache)).toThrow('display_nome');
    writeFileSync(path, TWICE);
    expect(() => loadConfig(path, cache)).toThrow('for the second time');
  });

  test('is not remembered while it may change within one step of the clock', () => {
    writeFileSync(path, GOOD);
    loadConfig(path, cache);
    expect(kept.size).toBe(0);
  });

  test('is not remembered when it is wrong', async () => {
    await writeAndWait(BAD);
    expect(() => loadConfig(path, cache)).toThrow('display_nome');
    expect(kept.size).toBe(0);
  });

  test('is known by what it said when it is wrong by now', async () => {
    expect(loadLastCorrect(path, cache)).toBeUndefined();
    await writeAndWait(GOOD);
    const good = loadConfig(path, cache);
    await writeAndWait(BAD);
    expect(() => loadConfig(path, cache)).toThrow('display_nome');
    expect(JSON.stringify(loadLastCorrect(path, cache))).toBe(JSON.stringify({ ...good, stamp: undefined }));
  });

  test('is read with its comments, remembered or not', async () => {
    await writeAndWait(`// ours\n${GOOD}`);
    expect(loadConfig(path, cache).services).toHaveLength(1);
    expect(loadConfig(path, cache).services).toHaveLength(1);
  });
});
