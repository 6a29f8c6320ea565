// Secrets of a channel: filled in where they are used, and shown nowhere.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn, openVault, withoutSecrets } from '../../../src/channels/secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a secret comes from a variable or from a file, and is blotted out of what is told', () => {
  const path = join(temporaryFolder('secrets'), 'token');
  writeFileSync(path, 'abc123\n');
  const vault = openVault({ WHO: 'ada-lovelace' });
  const filled = fillIn(`https://\${env:WHO}:\${file:${path}}@host`, vault);
  expect(filled).toBe('https://ada-lovelace:abc123@host');
  expect(withoutSecrets(`refused: ${filled}`, vault)).toBe('refused: https://***:***@host');
});

test('one that is not there, or is no plain file, is told as missing: nobody waits for who may write it', () => {
  const fifo = join(temporaryFolder('secrets'), 'fifo');
  execFileSync('mkfifo', [fifo]);
  for (const path of [fifo, '/no/such/file', '/'])
    expect(() => fillIn(`\${file:${path}}`, openVault({}))).toThrow(/found nothing; expected a secret there/);
  expect(() => fillIn(`\${env:NOBODY}`, openVault({}))).toThrow(/Set the variable/);
});
