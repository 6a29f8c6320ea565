// The first stage: sends a number ten times a second to whoever is connected.
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { HeartbeatWriter } from 'heartbeat-writer';

const heartbeat = HeartbeatWriter.fromEnvironment({ processKey: 'source', heartbeatDir: 'state' });
const next = new Set();
let number = 0;

rmSync('state/numbers.sock', { force: true });
createServer((socket) => {
  next.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => next.delete(socket));
}).listen('state/numbers.sock', () => heartbeat.start({ everySeconds: 1 }));

setInterval(() => {
  number += 1;
  for (const socket of next) socket.write(`${number}\n`);
}, 100);
