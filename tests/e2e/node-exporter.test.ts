// The real node-exporter, as a user without rights, takes up what a tick has written.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { freePorts } from '../support/free-ports.ts';
import { samplesIn } from '../support/metrics-reading.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { testUnless } from '../support/test-unless.ts';

const EXPORTER = '/usr/bin/prometheus-node-exporter';
const noExporter = existsSync(EXPORTER) ? undefined : 'there is no prometheus-node-exporter here';
const AS_NOBODY =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

function begin(words: readonly string[]): ChildProcess {
  const [file = '', ...args] = [...AS_NOBODY, EXPORTER, ...words];
  const exporter = spawn(file, args, { stdio: 'ignore' });
  afterTest(() => {
    exporter.kill('SIGKILL');
  });
  return exporter;
}

/** Starts an exporter of one folder; answers how to ask it. */
async function exporterOf(folder: string): Promise<() => Promise<Readonly<Record<string, number>>>> {
  const [port] = await freePorts(1);
  const only = ['--collector.disable-defaults', '--collector.textfile', '--web.disable-exporter-metrics'];
  begin([...only, `--collector.textfile.directory=${folder}`, `--web.listen-address=127.0.0.1:${port}`]);
  const ask = async () => samplesIn(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
  await eventually('the exporter answers', () => ask().catch(() => undefined));
  return ask;
}

function openToAll(scene: Scene): string {
  const folder = scene.path('exporter');
  mkdirSync(folder);
  for (const path of [scene.folder, folder]) chmodSync(path, 0o755);
  return folder;
}

testUnless(noExporter)('node-exporter tells what the last tick has written, and of no error', async () => {
  const scene = scenario({
    consecutive_failures_threshold: 1,
    metrics: { textfile: 'exporter/watchdog.prom' },
  })
    .service('web', { program: 'beat', display_name: 'a "name" with \\ and é' })
    .open();
  const folder = openToAll(scene);
  const ask = await exporterOf(folder);
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const values = await ask();
  expect(values).toMatchObject({
    node_textfile_scrape_error: 0,
    'watchdog_service_up{service="web"}': 1,
    'watchdog_service_restarts_total{reason="threshold_reached",service="web"}': 0,
    [`node_textfile_mtime_seconds{file="${folder}/watchdog.prom"}`]: expect.any(Number),
  });
  await scene.killInstance('web');
  await scene.check();
  expect(await ask()).toMatchObject({
    node_textfile_scrape_error: 0,
    'watchdog_service_restarts_total{reason="threshold_reached",service="web"}': 1,
  });
});
