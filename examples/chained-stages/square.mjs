// The stage between: squares the numbers that come in, and sends them on.
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { HeartbeatWriter } from 'heartbeat-writer';

const heartbeat = HeartbeatWriter.fromEnvironment({ processKey: 'square', heartbeatDir: 'state' });
const next = new Set();

rmSync('state/squares.sock', { force: true });
createServer((socket) => {
  next.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => next.delete(socket));
}).listen('state/squares.sock', () => heartbeat.start({ everySeconds: 1 }));

createInterface({ input: connect('state/numbers.sock') }).on('line', (line) => {
  for (const socket of next) socket.write(`${Number(line) ** 2}\n`);
});
