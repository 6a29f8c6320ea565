// A service in Node: it beats once a second for as long as it works.
import { HeartbeatWriter } from 'heartbeat-writer';

// Started by the watchdog, everything is in the environment; started by hand, these stand in for it.
const heartbeat = HeartbeatWriter.fromEnvironment({ heartbeatDir: 'heartbeats', processKey: 'node-service' });

let jobsDone = 0;
const work = setInterval(() => {
  jobsDone += 1;
  heartbeat.beat({ status: 'running', progress: jobsDone });
}, 1000);
heartbeat.beat();
console.log(`working as pid ${process.pid}`);

process.on('SIGTERM', () => {
  clearInterval(work);
  heartbeat.stop();
  console.log('stopped');
});
