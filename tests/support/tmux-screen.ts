// A real terminal for tests, within tmux: a shell on it, keys that are pressed, and the screen as a person sees it.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterTest } from './after-test.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Why there can be no such terminal here; absent where there can. */
export const whyNoTmux = hasTmux() ? undefined : 'there is no tmux';

/** A terminal with a shell on it. */
export interface TmuxScreen {
  /** Presses keys by tmux's names for them; a word of several characters is typed. */
  press(...keys: readonly string[]): void;
  /** Types a line, and enters it. */
  enter(line: string): void;
  /** The lines as they are seen, without blanks at their ends; with colours as escape sequences where asked for. */
  lines(how?: 'plain' | 'coloured'): readonly string[];
  /** Waits until the screen matches, and answers its text. */
  shows(pattern: RegExp): Promise<string>;
  resize(columns: number, rows: number): void;
}

/** Opens a terminal of 80 by 24 characters, with a bare environment; it is gone when the test is over. */
export function openTmuxScreen(env: Readonly<Record<string, string>> = {}): TmuxScreen {
  const folder = temporaryFolder('tmux');
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' },
    });
  const given = Object.entries({ PS1: 'ready> ', LANG: 'C.UTF-8', ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const shell = [
    'env',
    '-i',
    'PATH=/usr/local/bin:/usr/bin:/bin',
    `HOME=${folder}`,
    'TERM=screen-256color',
    ...given,
    'sh',
  ];
  tmux('new-session', '-d', '-x', '80', '-y', '24', ...shell);
  afterTest(() => tmux('kill-server'));
  const lines: TmuxScreen['lines'] = (how) =>
    tmux('capture-pane', '-p', ...(how === 'coloured' ? ['-e'] : []))
      .split('\n')
      .map((line) => line.trimEnd());
  return {
    press: (...keys) => void tmux('send-keys', ...keys),
    enter: (line) => {
      tmux('send-keys', '-l', line);
      tmux('send-keys', 'Enter');
    },
    lines,
    shows: (pattern) => awaitShown(pattern, () => lines().join('\n')),
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
  };
}

async function awaitShown(pattern: RegExp, look: () => string): Promise<string> {
  let last = '';
  const find = () => {
    last = look();
    return pattern.test(last) && last;
  };
  try {
    return await eventually(`the screen shows ${pattern}`, find);
  } catch (error) {
    throw new Error(`${(error as Error).message}; it shows:\n${last}`);
  }
}

function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V']);
    return true;
  } catch {
    return false;
  }
}
