// What the menu sees of one service: its state in full, its past, which actions its recoveries take, and the end of its output.

import { join } from 'node:path';
import { type Switch, switchesOf } from '../../config/edit/switches.ts';
import { parseConfigText } from '../../config/parse-text.ts';
import { readConfigText } from '../../config/read-file.ts';
import type { ConfigDocument } from '../../config/schema.ts';
import { readEnd } from '../../host/output-file.ts';
import { visible } from '../../host/visible-text.ts';
import { type HistoryReport, history } from '../history/history.ts';
import { openLastConfig } from '../open-last-config.ts';
import { type StatusReport, status } from '../status.ts';
import type { Surroundings } from '../surroundings.ts';

const LOG_BYTES = 65_536;
const DAY_MS = 86_400_000;

/** One service from near. */
export interface CloseUp {
  readonly key: string;
  readonly report: StatusReport;
  /** Of the last day. */
  readonly history: HistoryReport;
  readonly switches: readonly Switch[];
  /** Where its output goes, and the last of it, fit for a terminal. */
  readonly log: { readonly path: string; readonly lines: readonly string[] };
}

/** Looks at one service. Throws UsageError where it is gone from the config. */
export async function lookClosely(key: string, surroundings: Surroundings): Promise<CloseUp> {
  const quiet = { ...surroundings, inSpiteOf: () => undefined };
  const { path, services, logDir } = openLastConfig(quiet, { isActing: false });
  const entry = services.find((service) => service.key === key)?.entry ?? key;
  const output = join(logDir, `${key}.log`);
  return {
    key,
    report: await status(key, quiet),
    history: history({ word: key, sinceMs: Date.now() - DAY_MS }, quiet),
    switches: switchesIn(path, entry),
    log: { path: output, lines: visible(readEnd(output, 0, LOG_BYTES)).split('\n') },
  };
}

/** None while there is a mistake in the file, for nothing could be switched either. */
function switchesIn(path: string, entry: string): readonly Switch[] {
  try {
    return switchesOf(parseConfigText(readConfigText(path).text, path).document as ConfigDocument, entry);
  } catch {
    return [];
  }
}
