// Does what its input says with the package for Node: the words are those of tests/conformance/writer.ts.
const { createInterface } = require('node:readline');
const [writerPath, heartbeatDir, processKey] = process.argv.slice(2);
const { HeartbeatWriter } = require(writerPath);

function make() {
  try {
    return heartbeatDir
      ? new HeartbeatWriter({ heartbeatDir, processKey })
      : HeartbeatWriter.fromEnvironment();
  } catch {
    process.stdout.write('refused\n');
    process.exit(2);
  }
}

const writer = make();

function act([word, first, status]) {
  if (word === 'beat') return writer.beat({ status, progress: first === '-' ? undefined : Number(first) });
  if (word === 'stop') return writer.stop();
  return Array.from({ length: Number(first) }, () => writer.beat()).every(Boolean);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, first, ...rest] = line.split(' ');
  process.stdout.write(act([word, first, rest.join(' ')]) ? 'ok\n' : 'failed\n');
});
