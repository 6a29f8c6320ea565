// What came of a beat, in words: nothing when it was written.

import type { BeatReport } from '../../commands/apps/beat.ts';
import { EXIT, SUPERSEDED } from '../exit-codes.ts';
import type { Outcome } from '../front-door.ts';
import { oneLine } from '../visible.ts';

/** The outcome of a `beat`. */
export function renderBeat({ beaten, ...said }: BeatReport): Outcome {
  const json = { ...said, ...beaten };
  switch (beaten.kind) {
    case 'written':
      return { exitCode: EXIT.fine, text: '', json };
    case 'superseded':
      return {
        exitCode: SUPERSEDED,
        text: '',
        complaint: `${oneLine(said.path)}: found the beat of a later start of ${said.key}; expected none. This one was replaced: end it.`,
        json,
      };
    case 'failed':
      return {
        exitCode: EXIT.down,
        text: '',
        complaint: `${oneLine(said.path)}: not written: ${oneLine(beaten.why)}; expected a folder that can be written. Look at it; the watchdog takes the service for late meanwhile.`,
        json,
      };
  }
}
