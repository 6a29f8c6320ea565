// The verb `metrics`: its words, its help, and the command it calls.

import { metrics } from '../../commands/metrics.ts';
import { exposition } from '../../core/metrics/exposition.ts';
import { EXIT } from '../exit-codes.ts';
import { verb } from '../verb.ts';
import { oneLine } from '../visible.ts';

/** The verb `metrics`. */
export const metricsVerb = verb({
  usage: ['metrics'],
  describe: 'print how all is as metrics, in the text format of Prometheus',
  options: {},
  example: ['metrics > watchdog.prom', 'once; each tick writes it where metrics.textfile says'],
  exits: '0 printed, 4 printed without what is on record',
  run: async (_, surroundings) => {
    const report = metrics(surroundings);
    const { families, recordProblem } = report;
    const text = exposition(families).trimEnd();
    if (recordProblem === undefined) return { exitCode: EXIT.fine, text, json: report };
    return { exitCode: EXIT.database, text: `# ${oneLine(recordProblem)}\n${text}`, json: report };
  },
});
