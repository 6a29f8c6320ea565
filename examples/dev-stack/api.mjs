// An API that connects to the database once, when it starts, as many do: without that connection it is of no use.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const port = Number(process.env.PORT ?? 8402);
const database = connect(Number(process.env.DATABASE_PORT ?? 8401), '127.0.0.1');
await once(database, 'connect');

const unanswered = [];
createInterface({ input: database }).on('line', (count) => unanswered.shift()?.end(`visit ${count}\n`));
database.on('error', (error) => console.log(`database: ${error.message}`));
database.on('close', () => {
  console.log('database: connection lost');
  for (const response of unanswered.splice(0)) refuse(response);
});

const server = createServer((_, response) => {
  if (!database.writable) return refuse(response);
  unanswered.push(response);
  database.write('visit\n');
});
server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));

function refuse(response) {
  response.writeHead(503).end('no database\n');
}
