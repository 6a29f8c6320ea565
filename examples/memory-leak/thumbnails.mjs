// A server of pictures that forgets nothing: with each request it keeps one MiB for good.
import { createServer } from 'node:http';
import { HeartbeatWriter } from 'heartbeat-writer';

const MIB = 1024 * 1024;
const port = Number(process.env.PORT ?? 8070);
const heartbeat = HeartbeatWriter.fromEnvironment({ processKey: 'thumbnails', heartbeatDir: 'state' });
const cache = new Map();

const server = createServer(({ url }, response) => {
  if (!cache.has(url)) cache.set(url, Buffer.alloc(MIB, 'pixel'));
  response.end(cache.get(url).subarray(0, 100));
});
server.listen(port, '127.0.0.1', () => heartbeat.start({ everySeconds: 1 }));

process.on('SIGTERM', () => {
  console.log(`ending with ${cache.size} pictures`);
  heartbeat.stop();
  server.close();
});
