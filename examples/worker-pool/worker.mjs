// A worker of a pool. A job is a file: whoever can rename it into a folder of his own has it, and nobody has it twice.
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeartbeatWriter } from 'heartbeat-writer';

const heartbeat = HeartbeatWriter.fromEnvironment({
  processKey: 'worker-1',
  heartbeatDir: 'state/heartbeats',
});
const waiting = 'state/jobs/waiting';
const done = 'state/jobs/done';
const mine = `state/jobs/taken-by-${process.env.WATCHDOG_KEY ?? 'worker-1'}`;
for (const folder of [waiting, done, mine]) mkdirSync(folder, { recursive: true });

let isStopping = false;
process.on('SIGTERM', () => {
  isStopping = true;
});

while (!isStopping) {
  heartbeat.beat();
  // What this worker had in hand when it was killed comes first.
  const job = readdirSync(mine)[0] ?? take();
  if (job === undefined) await sleep(200);
  else await perform(job);
}
heartbeat.stop();

function take() {
  return readdirSync(waiting).find((job) => {
    try {
      renameSync(`${waiting}/${job}`, `${mine}/${job}`);
      return true;
    } catch {
      return false; // Another worker was faster.
    }
  });
}

async function perform(job) {
  console.log(`${job} begins`);
  await sleep(200);
  renameSync(`${mine}/${job}`, `${done}/${job}`);
}
