// Reads metrics as others do: values out of the text format, and Prometheus' own opinion of it.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PROMTOOL = '/usr/bin/promtool';

/** Why Prometheus cannot be asked here; undefined where it can. */
export const noPromtool = existsSync(PROMTOOL) ? undefined : 'there is no promtool here';

/** Runs promtool; its complaints, empty where it has none. */
export function promtool(words: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, words, { input, encoding: 'utf8' });
  return status === 0 && words[1] === 'metrics' ? stderr : status === 0 ? '' : stdout + stderr;
}

/** Every value of a text, by its name with its labels, as they are written. */
export function samplesIn(text: string): Readonly<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}
