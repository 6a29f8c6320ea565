// Which program a shell line runs, where that is plain to see.

import { programOf } from '../../../src/host/shell-line.ts';

test.each([
  ['./app.py --port 1', './app.py'],
  ['  node server.js', 'node'],
  ['exec /opt/web/bin/web --name="the web"', '/opt/web/bin/web'],
  ['./app.py >> app.log 2>&1', './app.py'],
  ['./app.py < /dev/null > logs/app.log', './app.py'],
  ["python3 -m http.server '80'", 'python3'],
])('%s runs %s', (line, program) => {
  expect(programOf(line)).toBe(program);
});

test.each([
  'set -a && source .env && ./app.py',
  'cd /srv; ./app.py',
  'PORT=1 ./app.py',
  '$APP --port 1',
  '"./my app" --port 1',
  'source venv/bin/activate',
  '. ./env',
  'exec -a web ./app.py',
  'exec',
  '~/bin/app',
  'test -x ./app.py || ./other.py',
  './app.py $(cat port)',
  './app.py\n./other.py',
  'while true; do ./app.py; done',
  '{ ./app.py',
  '! ./app.py',
  '>log ./app.py',
  './app-* --port 1',
  '',
])('of %j that is not told', (line) => {
  expect(programOf(line)).toBeUndefined();
});
