// Edits of the config file on a real disk: whole or not at all, with mode, owner and link kept.

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { editConfig } from '../../src/commands/edit-config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';

const TEXT = `{ // ours
  "processes": { "web": { "heartbeat_path": "web.json", "commands": { "start": "./web" } } }
}
`;
const DISABLE = { kind: 'enabled', entry: 'web', isOn: false } as const;
const whyNotRoot = process.getuid?.() === 0 ? undefined : 'only root gives files away';

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder('edit');
  path = join(folder, 'config.json');
  writeFileSync(path, TEXT);
});

test('the file is replaced, its comment and its mode stay, and nothing is left beside it', () => {
  chmodSync(path, 0o604);
  const { ino } = statSync(path);
  editConfig(DISABLE, loadConfig(path));
  expect(loadConfig(path).services[0]?.enabled).toBe(false);
  expect(readFileSync(path, 'utf8')).toContain('// ours');
  expect(statSync(path).mode & 0o777).toBe(0o604);
  expect(statSync(path).ino).not.toBe(ino);
  expect(readdirSync(folder)).toEqual(['config.json']);
});

test('a link that leads to it stays, and what it leads to is edited', () => {
  mkdirSync(join(folder, 'etc'));
  const link = join(folder, 'etc', 'link.json');
  symlinkSync('../config.json', link);
  editConfig(DISABLE, loadConfig(link));
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(loadConfig(path).services[0]?.enabled).toBe(false);
});

testUnless(whyNotRoot)('its owner stays', async () => {
  const { chownSync } = await import('node:fs');
  chownSync(path, 1234, 2345);
  editConfig(DISABLE, loadConfig(path));
  expect(statSync(path)).toMatchObject({ uid: 1234, gid: 2345 });
});

test('what was edited since it was read is left as it is', () => {
  const seen = loadConfig(path);
  writeFileSync(path, TEXT.replace('ours', 'theirs'));
  expect(() => editConfig(DISABLE, seen)).toThrow(/found it edited meanwhile/);
  expect(readFileSync(path, 'utf8')).toContain('theirs');
  expect(readdirSync(folder)).toEqual(['config.json']);
});

test('what would be wrong is refused with its mistake, and nothing is written', () => {
  const seen = loadConfig(path);
  const edit = { kind: 'action', entry: 'web', action: 'no such', isOn: false } as const;
  expect(() => editConfig(edit, seen)).toThrow(/disabled_actions/);
  expect(readFileSync(path, 'utf8')).toBe(TEXT);
});
