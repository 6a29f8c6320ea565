import { createPsProcesses, type RunPs } from '../../../src/host/process-table-ps.ts';

const ROW = '  501     1   501   502 S    Thu Feb 12 16:07:09 2026     node server.js';
const BEGAN = Date.UTC(2026, 1, 12, 16, 7, 9);

function psThatPrints(output: string): { readonly runPs: RunPs; readonly calls: readonly string[] } {
  const calls: string[] = [];
  const runPs: RunPs = (args) => {
    calls.push(args.join(' '));
    return output;
  };
  return { runPs, calls };
}

describe('where there is no /proc', () => {
  test('many looks at known processes share one run of ps', () => {
    const { runPs, calls } = psThatPrints(ROW);
    const { lookAt } = createPsProcesses(runPs);
    for (let look = 0; look < 100; look += 1) {
      expect(lookAt(501, { pid: 501, startTicks: BEGAN })).toMatchObject({
        kind: 'alive',
        process: { marks: undefined },
      });
    }
    expect(calls).toHaveLength(1);
  });

  test('a look at an unknown process is always a fresh one, with its marks', () => {
    const { runPs, calls } = psThatPrints(`${ROW} `);
    const { lookAt } = createPsProcesses(runPs);
    expect(lookAt(501, undefined)).toMatchObject({ kind: 'alive', process: { marks: { uid: 502 } } });
    lookAt(501, undefined);
    expect(calls.every((args) => args.includes('-p 501'))).toBe(true);
    expect(calls).toHaveLength(4);
  });

  test('a number that was given to another process is looked at closely', () => {
    const { runPs } = psThatPrints(ROW);
    const seen = createPsProcesses(runPs).lookAt(501, { pid: 501, startTicks: BEGAN - 1000 });
    expect(seen).toMatchObject({ kind: 'alive', process: { startTicks: BEGAN, marks: { uid: 502 } } });
  });

  test('a zombie is dead, and in no table', () => {
    const { runPs } = psThatPrints(ROW.replace(' S ', ' Z '));
    const processes = createPsProcesses(runPs);
    expect(processes.lookAt(501, undefined)).toEqual({ kind: 'dead', why: 'zombie' });
    expect(processes.table()).toEqual([]);
    expect(processes.childAtBirth(501)?.pid).toBe(501);
  });

  test('ps that finds nobody means gone, and ps that fails means unknown', () => {
    const failing = (failure: object) =>
      createPsProcesses(() => {
        throw Object.assign(new Error('ps'), failure);
      }).lookAt(501, undefined);
    expect(failing({ status: 1 })).toEqual({ kind: 'dead', why: 'gone' });
    expect(failing({ code: 'EAGAIN' })).toEqual({ kind: 'unknown', why: 'ps could not be run (EAGAIN)' });
  });

  test('the command lines are those of the living', () => {
    const { runPs } = psThatPrints([ROW, ROW.replaceAll('501', '502').replace(' S ', ' Z ')].join('\n'));
    expect(createPsProcesses(runPs).commandTable()).toMatchObject([
      { process: { pid: 501 }, command: 'node server.js', uid: 502 },
    ]);
  });
});
