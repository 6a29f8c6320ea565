// Puts what the doctor found into words.

import type { DoctorReport } from '../commands/doctor/doctor.ts';
import type { Severity, Symptom } from '../commands/doctor/symptom.ts';
import { EXIT } from './exit-codes.ts';
import { roomOn, wrapWords } from './fit-width.ts';
import type { Outcome } from './front-door.ts';
import { paint } from './paint.ts';
import { oneLine } from './visible.ts';

const MARKS: Record<Severity, string> = { sound: 'ok', warning: 'warning', fault: 'FAULT' };
const COLOURS = { sound: 'green', warning: 'yellow', fault: 'red' } as const;
const WIDTH = Math.max(...Object.values(MARKS).map((mark) => mark.length));

/** The words and the exit code for `doctor`. */
export function renderDoctor(report: DoctorReport): Outcome {
  const { symptoms } = report;
  return {
    exitCode: symptoms.some(({ severity }) => severity === 'fault') ? EXIT.down : EXIT.fine,
    text: symptoms.flatMap((symptom) => linesOf(symptom, roomOn(process.stdout))).join('\n'),
    json: report,
  };
}

function linesOf({ severity, found, cure }: Symptom, room: number): readonly string[] {
  const margin = ' '.repeat(WIDTH + 2);
  const lines = wrapWords(oneLine(found), room, [`${MARKS[severity].padEnd(WIDTH)}  `, margin]).split('\n');
  return [
    ...lines.map((line) => paint(line, COLOURS[severity])),
    ...(cure === undefined ? [] : [wrapWords(oneLine(cure), room, [margin, margin])]),
  ];
}
