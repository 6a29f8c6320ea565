// The last stage: writes down what comes in, a few lines at a time. When nothing comes any more it beats on, and does not
// connect again.
import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { HeartbeatWriter } from 'heartbeat-writer';

const heartbeat = HeartbeatWriter.fromEnvironment({ processKey: 'sink', heartbeatDir: 'state' });
const input = connect('state/squares.sock', () => heartbeat.start({ everySeconds: 1 }));
const lines = [];
createInterface({ input }).on('line', (line) => lines.push(`${line}\n`));

setInterval(() => appendFileSync('state/squares.txt', lines.splice(0).join('')), 200);
