import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

import { bundle } from '../../support/bundle.ts';
import { alive, createScene, program, type Scene } from '../../support/processes.ts';

describe('a service that was started', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = createScene();
  });

  test('R8 L11 outlives us, and holds nothing that was open in us or around us', () => {
    const script = bundle(program('launch-and-leave.ts'), scene.folder);
    const shell = 'exec 200>"$1/lock"; exec "$2" "$3" "$4" "$1" sleep 60';
    const args = ['-c', shell, 'bash', scene.folder, process.execPath, script, scene.cookie];
    // This returns when that process has ended and its output is closed: neither waits for the service.
    const outcome = JSON.parse(execFileSync('bash', args, { encoding: 'utf8' }));
    expect(outcome).toMatchObject({ kind: 'running' });
    const leader = alive(scene.host, outcome.leader.pid);
    expect(leader.startTicks).toBe(outcome.leader.startTicks);
    expect(readdirSync(`/proc/${leader.pid}/fd`)).toEqual(['0', '1', '2']);
    expect(readlinkSync(`/proc/${leader.pid}/fd/0`)).toBe('/dev/null');
    expect(readlinkSync(`/proc/${leader.pid}/fd/2`)).toBe(`${scene.folder}/output.log`);
  });

  test('is what costs the loading of execa: until then, neither it nor ps-list is loaded', () => {
    const script = readFileSync(bundle('src/host/create-host.ts', scene.folder), 'utf8');
    expect(script).not.toContain('node_modules/ps-list');
    expect(script).toContain('node_modules/execa');
    expect(script).toMatch(/await Promise\.resolve\(\)\.then\(\(\) => \(init_execa\(\), execa_exports\)\)/);
  });
});
