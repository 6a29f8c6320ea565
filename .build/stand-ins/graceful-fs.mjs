// What proper-lockfile asks of graceful-fs: it makes, dates and removes one folder, for which no retries are worth a
// tick's time. It copies whatever it is given, and a copy of all of `fs` loads streams and promises.
export {
  mkdir,
  mkdirSync,
  realpath,
  realpathSync,
  rmdir,
  rmdirSync,
  stat,
  statSync,
  utimes,
  utimesSync,
} from 'node:fs';
