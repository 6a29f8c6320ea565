// Only what a pass must ask the system about N services: to open, stat, read and close each heartbeat, and to open, read and
// close /proc/PID/stat of the process it names. What a check takes beyond that is ours.

const { closeSync, fstatSync, openSync, readFileSync, readSync } = require('node:fs');

const [folder, count] = process.argv.slice(2);
const buffer = Buffer.allocUnsafeSlow(64 * 1024);
const { pid } = JSON.parse(readFileSync(`${folder}/heartbeats/service-0.json`, 'utf8'));

for (let index = 0; index < Number(count); index += 1) {
  const heartbeat = openSync(`${folder}/heartbeats/service-${index}.json`, 'r');
  fstatSync(heartbeat);
  readSync(heartbeat, buffer, 0, buffer.length, null);
  closeSync(heartbeat);
  const stat = openSync(`/proc/${pid}/stat`, 'r');
  readSync(stat, buffer, 0, buffer.length, null);
  closeSync(stat);
}
