// Runs the command of a channel as the scripts of services are run, with the alert on its standard input.

import { closeSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Means } from '../../channels/deliver.ts';
import type { Receipt } from '../../channels/message.ts';
import type { Config } from '../../config/config.ts';
import { argvOf } from '../../core/argv.ts';
import type { Host, ScriptOutcome } from '../../host/host.ts';
import { makeOwnFolder, openOwnFile } from '../../own-file.ts';

/** What a command is run with and for. */
interface Place {
  readonly config: Pick<Config, 'path' | 'logDir'>;
  readonly host: Pick<Host, 'findStartFault' | 'newCookie' | 'runScript'>;
}

// The shell opens the file, and becomes the command: nothing of ours stays open in it.
const WITH_INPUT = ['/bin/bash', '-c', 'exec "$@" <"$0"'];

/** Runs commands; exit code 0 means that it was told. */
export function commandRunner({ config, host }: Place): Means['run'] {
  return async (command, input, signal) => {
    const mark = host.newCookie();
    const inputPath = join(config.logDir, `+alert+${mark}.json`);
    const spec = {
      argv: argvOf(command),
      cwd: dirname(config.path),
      env: { WATCHDOG_STEP: `alert-${mark}`, WATCHDOG_CONFIG: config.path },
      user: undefined,
      outputPath: join(config.logDir, '+alerts.log'),
    };
    // Behind the shell nobody would see what is wrong with it, nor that others may change it.
    const fault = host.findStartFault(spec, { ports: [], ended: [] });
    if (fault !== undefined) return { kind: 'failed', answer: fault };
    makeOwnFolder(config.logDir);
    try {
      writeWhole(inputPath, input);
      const behind = { ...spec, argv: [...WITH_INPUT, inputPath, ...spec.argv] };
      return receiptOf(await host.runScript(behind, Number.POSITIVE_INFINITY, signal));
    } finally {
      rmSync(inputPath, { force: true });
    }
  };
}

function writeWhole(path: string, text: string): void {
  const descriptor = openOwnFile(path, 'replace');
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function receiptOf(outcome: ScriptOutcome): Receipt {
  if (outcome.kind === 'not_started') return { kind: 'failed', answer: outcome.why };
  const said = outcome.outputTail === '' ? '' : `: ${outcome.outputTail.replace(/\s+/g, ' ').slice(-300)}`;
  if (outcome.kind === 'timed_out') return { kind: 'failed', answer: `ended, for its time was up${said}` };
  const { exitCode, signal } = outcome;
  const how = signal === undefined ? `exit code ${exitCode}` : `ended by ${signal}`;
  return { kind: exitCode === 0 ? 'delivered' : 'failed', answer: `${how}${said}` };
}
