// Writes lines to stdout and stderr, each of them fit for a terminal. Knows not what they say.

import { visible } from './visible.ts';

/** Says one line. A reader that has left (`| head`, a mailer that died) is no reason to stop a recovery that is under way. */
export function say(stream: 'stdout' | 'stderr', line: string): void {
  const output = process[stream];
  if (!output.listeners('error').includes(ignore)) output.on('error', ignore);
  output.write(`${visible(line)}\n`);
}

function ignore(): void {
  // Nobody listens any more.
}
