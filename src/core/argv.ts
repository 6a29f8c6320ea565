// The exact words that a configured command is run with.

import type { Command } from '../config/command.ts';

/** The words to execute; a shell line runs under bash, for `source` is what people write. */
export function argvOf(command: Command): readonly string[] {
  switch (command.kind) {
    case 'shell':
      return ['/bin/bash', '-c', command.line];
    case 'argv':
      return command.argv;
    case 'script':
      return [command.path, ...command.args];
  }
}
