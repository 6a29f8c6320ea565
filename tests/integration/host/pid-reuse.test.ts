import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';

import { testAsRoot } from '../../support/as-root.ts';
import { bundle } from '../../support/bundle.ts';
import { program } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a number that the system gave to another process', () => {
  testAsRoot('P1 K5 is not the process that had it, and that other one is never signalled', () => {
    const script = bundle(program('pid-reuse.ts'), temporaryFolder('reuse'));
    const ownNumbers = ['--pid', '--fork', '--mount-proc', '--kill-child'];
    const output = execFileSync('unshare', [...ownNumbers, process.execPath, script], { encoding: 'utf8' });
    const { pidNamespace, ...report } = JSON.parse(output);
    expect(report).toEqual({ sameNumber: true, sameStart: false, signalled: 'gone', strangerLives: true });
    expect(readlinkSync('/proc/self/ns/pid')).not.toContain(String(pidNamespace));
  });

  testAsRoot('is not even looked at where /proc counts otherwise than we do', () => {
    const script = bundle(program('pid-reuse.ts'), temporaryFolder('reuse'));
    const run = () =>
      execFileSync('unshare', ['--pid', '--fork', '--kill-child', process.execPath, script], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).toThrow('shows another pid namespace');
  });
});
