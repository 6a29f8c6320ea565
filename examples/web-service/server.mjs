// A web server that knows nothing of the watchdog: it is judged by what it answers.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const port = Number(process.env.PORT ?? 8080);
let isBroken = false;
let isSlow = false;

const pages = {
  '/health': () => (isBroken ? [500, 'the database is gone'] : [200, 'fine']),
  '/report': async () => {
    if (isSlow) await sleep(60_000, undefined, { ref: false });
    return [200, 'a long report'];
  },
  // Two ways to fall ill, to see what the watchdog makes of them.
  '/break': () => {
    isBroken = true;
    return [200, 'broken'];
  },
  '/slow-down': () => {
    isSlow = true;
    return [200, 'slow'];
  },
};

const server = createServer(async ({ url }, response) => {
  const [status, text] = (await pages[url]?.()) ?? [404, 'no such page'];
  response.writeHead(status).end(`${text}\n`);
});
server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}, pid ${process.pid}`));

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
