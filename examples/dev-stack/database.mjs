// A database as small as can be: whoever sends a line gets the number of lines that were sent so far.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const port = Number(process.env.PORT ?? 8401);
let visits = 0;

const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).on('line', () => {
    visits += 1;
    socket.write(`${visits}\n`);
  });
});
server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));
