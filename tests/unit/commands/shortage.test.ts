// What is told when there is no room to run in.

import { shortage } from '../../../src/commands/shortage.ts';

test.each([
  [{ code: 'EMFILE', message: 'EMFILE: too many open files, open /x' }, 'may open no more files'],
  [
    { code: 'ERR_DLOPEN_FAILED', message: 'x.node: cannot open shared object file: Too many open files' },
    'ulimit -n',
  ],
  [{ code: 'ENFILE', message: 'ENFILE: file table overflow' }, 'fs.file-max'],
  [
    { code: 'ERR_DLOPEN_FAILED', message: 'x.node: failed to map segment: Cannot allocate memory' },
    'no memory left',
  ],
  [{ code: 'EAGAIN', message: 'EAGAIN: resource temporarily unavailable, open /x' }, 'tries again'],
  [{ code: 'EIO', message: 'EIO: i/o error, read' }, 'expected a sound disk'],
])('a shortage is told with its cure, and is no bug of ours: %j', (error, words) => {
  expect(shortage(error)).toContain(words);
  expect(shortage(error)).toContain(error.message);
});

test.each([undefined, null, 'EMFILE', new Error('no file named EMFILE.txt, nor memory'), { code: 'ENOENT' }])(
  'another error is no shortage: %p',
  (error) => {
    expect(shortage(error)).toBeUndefined();
  },
);
