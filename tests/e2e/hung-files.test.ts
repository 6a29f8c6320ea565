// A log on a file system that hangs, as one over a network does: shown by a library that has the opening of files there take long.

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';

const HANGS = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>
static int opened(const char *name, const char *path, int flags, int mode) {
  if (strstr(path, "/far/")) sleep(60);
  return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name))(path, flags, mode);
}
#define OPENS(name) int name(const char *path, int flags, ...) { \\
  va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \\
  return opened(#name, path, flags, mode); }
OPENS(open)
OPENS(open64)
`;
const COMPILER = process.env.CC ?? 'cc';
const { status } = spawnSync(COMPILER, ['--version']);
const testWithCompiler = testUnless(
  process.platform === 'linux' && status === 0 ? undefined : 'it takes Linux and a C compiler',
);

/** The library, compiled into a folder. */
function compileInto(folder: string): string {
  const library = `${folder}/hangs.so`;
  const words = ['-shared', '-fPIC', '-x', 'c', '-o', library, '-', '-ldl'];
  const { stderr } = spawnSync(COMPILER, words, { input: HANGS, encoding: 'utf8' });
  expect(stderr).toBe('');
  return library;
}

async function openPort(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  afterTest(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

testWithCompiler(
  'is unknown, and holds up neither the checks of others nor the end',
  async () => {
    const brief = { timeout_seconds: 2 };
    const far = { type: 'log', path: 'far/web.log', must_not_match: 'FATAL', ...brief };
    const scene = scenario({ consecutive_failures_threshold: 1 })
      .service('batch', { program: 'beat', start_grace_seconds: 1, checks: [far] })
      .service('web', {
        ...{ program: 'beat', start_grace_seconds: 1 },
        checks: [{ type: 'tcp', port: await openPort(), ...brief }],
      })
      .open();
    mkdirSync(scene.path('far'));
    writeFileSync(scene.path('far', 'web.log'), '');
    await scene.watchdog('start-all', '--wait');
    const began = performance.now();
    const { stderr } = await scene.begin(['check'], { env: { LD_PRELOAD: compileInto(scene.folder) } }).ended;
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(stderr).toMatch(
      /^batch: .*check log: .*far\/web\.log: could not be read \(the system did not answer within its time\)$/m,
    );
    expect(stderr).not.toMatch(/down|web: /);
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
  },
  120_000,
);
