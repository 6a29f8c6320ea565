import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const generate = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(folder, '.build/generate.mjs'), ...args], { encoding: 'utf8' });

test('config.schema.json and the tables in docs/configuration.md say what the schema says', () => {
  expect(generate(root, '--check')).toMatchObject({ status: 0, stderr: '' });
});

describe('in a checkout where the schema was edited', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder('generate');
    const sources = ['.build', 'src', 'docs', 'tests', 'heartbeat-writer/tests', 'package.json'];
    for (const path of [...sources, 'README.md', 'config.schema.json']) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const schema = join(folder, 'src/config/schema.ts');
    writeFileSync(schema, readFileSync(schema, 'utf8').replace('default: 30,', 'default: 31,'));
  });

  test('the check names the stale files and the command that refreshes them, which does', () => {
    const stale = generate(folder, '--check');
    expect(stale.status).toBe(1);
    expect(stale.stderr).toMatch(
      /^config\.schema\.json: found an old version; .* Run `node \.build\/generate\.mjs` and commit it\.$/m,
    );
    expect(stale.stderr).toMatch(/^docs\/configuration\.md: found an old version/m);
    expect(generate(folder)).toMatchObject({ status: 0, stderr: '' });
    expect(generate(folder, '--check').status).toBe(0);
    expect(readFileSync(join(folder, 'docs/configuration.md'), 'utf8')).toContain('| `31` |');
  });
});

test('the compiled validator loads nothing when it runs', () => {
  const validator = readFileSync(join(root, 'src/config/validate.generated.js'), 'utf8');
  expect(validator).not.toMatch(/\brequire\(|\bimport\b/);
});
