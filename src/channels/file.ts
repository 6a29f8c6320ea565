// Tells a file: one line of JSON for each message, on the disk before it counts as told.

import { closeSync, fsyncSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOwnFolder, openOwnFile } from '../own-file.ts';
import type { Message, Receipt } from './message.ts';

/** Appends a message to a file. */
export function tellFile({ document }: Message, path: string): Receipt {
  try {
    makeOwnFolder(dirname(path));
    const descriptor = openOwnFile(path, 'append');
    try {
      writeSync(descriptor, `${JSON.stringify(document)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return { kind: 'delivered', answer: `appended to ${path}` };
  } catch (error) {
    return { kind: 'failed', answer: (error as Error).message };
  }
}
