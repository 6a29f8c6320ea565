/** A check that runs a command of the operator's. */
import { command } from '../text-schemas.ts';
import { kind } from './every-check.ts';

/** Options of a `command` check. */
export const commandSchema = kind('command', {
  description:
    'A command that exits with 0 when all is well, with 1 to warn, and with 2 or more where it is not. 126 and 127, by which shells say that there is nothing to run, tell nothing of the service.',
  properties: {
    command: {
      ...command,
      description:
        "What is run, in the service's folder, with its environment and as its user; what it prints last is told.",
      examples: ['curl -fsS localhost:8080/ready'],
    },
  },
  required: ['command'],
});
