// A catalogue that is dear to build, so that it is kept in a file; one that is damaged ends the program before it has begun.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { HeartbeatWriter } from 'heartbeat-writer';

const CACHE = 'state/cache.json';
const heartbeat = HeartbeatWriter.fromEnvironment({ processKey: 'catalogue', heartbeatDir: 'state' });

if (!existsSync(CACHE)) writeFileSync(CACHE, JSON.stringify(build()));
const catalogue = JSON.parse(readFileSync(CACHE, 'utf8'));
console.log(`${catalogue.length} entries`);

const work = setInterval(() => heartbeat.beat(), 500);
heartbeat.beat();

process.on('SIGTERM', () => {
  clearInterval(work);
  heartbeat.stop();
});

function build() {
  console.log('building the catalogue anew');
  return Array.from({ length: 1000 }, (_, number) => ({ number, name: `entry ${number}` }));
}
