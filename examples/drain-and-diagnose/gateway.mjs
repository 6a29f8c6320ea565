// A gateway that takes jobs on one port and, on a socket of its own, tells what it is doing and is told to drain: to take no
// more jobs, and to end once it has finished those that it has.
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const LATE_MS = 2000;
const LONGEST_DRAIN_MS = 2000;
const port = Number(process.env.PORT ?? 8090);
const socket = 'state/control.sock';
const jobs = new Set();

const front = createServer(({ url }, response) => {
  if (url === '/health') return answerHealth(response);
  perform(url);
  response.writeHead(202).end('accepted\n');
});
front.listen(port, '127.0.0.1', () => console.log(`listening on ${port}, pid ${process.pid}`));

mkdirSync('state', { recursive: true });
rmSync(socket, { force: true });
const control = createServer(async ({ url }, response) => {
  if (url === '/drain') await drain();
  response.end(`${describeJobs()}\n`, () => url === '/drain' && process.exit());
});
control.listen(socket);

function answerHealth(response) {
  const isLate = [...jobs].some(({ since }) => Date.now() - since > LATE_MS);
  response.writeHead(isLate ? 503 : 200).end(`${describeJobs()}\n`);
}

async function perform(url) {
  const job = { url, since: Date.now() };
  jobs.add(job);
  // A job that never ends, to see what the watchdog makes of it.
  await (url === '/stuck' ? new Promise(() => {}) : sleep(500));
  jobs.delete(job);
}

async function drain() {
  front.close();
  const deadline = Date.now() + LONGEST_DRAIN_MS;
  while (jobs.size > 0 && Date.now() < deadline) await sleep(50);
  console.log(`drained; left undone: ${describeJobs()}`);
}

function describeJobs() {
  const lines = [...jobs].map(({ url, since }) => `${url} for ${Math.round((Date.now() - since) / 1000)} s`);
  return lines.join(', ') || 'no jobs';
}
