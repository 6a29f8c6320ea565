// To whom a process belongs, by /proc/PID/status, /proc/PID/environ and /proc/PID/cgroup. Knows nothing of services.

import type { ProcessMarks } from '../core/process.ts';
import { isVisiting } from './born-inside.ts';
import { enclosureNameOf } from './cgroup.ts';
import { readGivenBy } from './given-by.ts';
import { pauseFor } from './pause.ts';
import { isGone, type ProcFailure, readIfThere, readProcFile } from './proc-file.ts';
import { isWithoutEnvironment, parseProcStat } from './proc-stat.ts';

const MOST_LOOKS = 50;
const ENDED: ProcFailure = { code: 'ESRCH' };
const NO_MARKS = { instance: undefined, step: undefined, key: undefined };

/** The marks of a process; a failure where we may not look; `'thread'` for a number that is only one of its threads. */
export function readMarks(pid: number): ProcessMarks | ProcFailure | 'thread' {
  const status = readProcFile(`/proc/${pid}/status`);
  if (typeof status !== 'string') return status;
  // Threads answer to their number in /proc, though no listing shows them.
  if (Number(statusField(status, 'Tgid')) !== pid) return 'thread';
  const environ = readEnviron(pid);
  if (typeof environ !== 'string') return environ;
  const variables = parseEnviron(environ);
  const cgroup = isVisiting(pid) ? undefined : enclosureNameOf(pid);
  if (typeof cgroup === 'object') return cgroup;
  const session = sessionName(pid);
  if (typeof session === 'object') return session;
  // Only of one that shows a cookie it matters, and most processes show none.
  const givenBy = variables.instance === undefined ? undefined : (readGivenBy(pid) ?? realUidIn(status));
  return { uid: parseUid(status), givenBy, ...variables, cgroup, session };
}

/** The session of a process, whoever owns it: the scheduler counts sessions as they begin, and tells everybody. */
export function sessionName(pid: number): string | undefined | ProcFailure {
  const text = readIfThere(`/proc/${pid}/autogroup`);
  return typeof text === 'object' ? text : parseAutogroup(text);
}

/** The session's name in the text of an autogroup file. */
export function parseAutogroup(text = ''): string | undefined {
  return /^\/autogroup-(\d+) /.exec(text)?.[1];
}

/** A process that is just becoming another program shows none yet, nor one that has just ended: neither must pass for one without marks. */
function readEnviron(pid: number): string | ProcFailure {
  for (let look = 1; ; look += 1) {
    const environ = readProcFile(`/proc/${pid}/environ`);
    // What has no memory of its own (a thread of the kernel, a process whose first thread ended) has no environment:
    // some kernels show that as an empty file, others as ESRCH.
    const isShown = typeof environ === 'string' ? environ !== '' : !isGone(environ);
    if (isShown) return environ;
    const stat = readProcFile(`/proc/${pid}/stat`);
    if (typeof stat !== 'string') return stat;
    if (parseProcStat(stat, 0)?.dead) return ENDED;
    if (look === MOST_LOOKS || typeof environ !== 'string' || isWithoutEnvironment(stat)) return '';
    pauseFor(1);
  }
}

/** The marks in the text of an environ file: only where a variable begins, never inside another one's value. */
export function parseEnviron(environ: string): Omit<ProcessMarks, 'uid' | 'givenBy' | 'cgroup' | 'session'> {
  if (!environ.includes('WATCHDOG_')) return NO_MARKS;
  return {
    instance: variable(environ, 'WATCHDOG_INSTANCE'),
    step: variable(environ, 'WATCHDOG_STEP'),
    key: variable(environ, 'WATCHDOG_KEY'),
    config: variable(environ, 'WATCHDOG_CONFIG'),
  };
}

/** An empty variable is as good as none: that is how a shell line clears one. */
function variable(environ: string, name: string): string | undefined {
  const opening = `${name}=`;
  const at = environ.startsWith(opening) ? 0 : environ.indexOf(`\0${opening}`) + 1;
  if (at === 0 && !environ.startsWith(opening)) return undefined;
  const from = at + opening.length;
  const end = environ.indexOf('\0', from);
  const value = environ.slice(from, end === -1 ? undefined : end);
  return value === '' ? undefined : Buffer.from(value, 'latin1').toString('utf8');
}

/** Whose a process is, also where its environment may not be seen; `undefined` where not even that may. */
export function readUid(pid: number): number | undefined {
  const status = readProcFile(`/proc/${pid}/status`);
  return typeof status === 'string' ? parseUid(status) : undefined;
}

/** The effective user in the text of a status file; root where it could be root again at will, as a server is that acts for one user after the other. */
export function parseUid(status: string): number {
  const [real = NaN, effective = NaN, saved = NaN] = uidsIn(status);
  return real === 0 || saved === 0 ? 0 : effective;
}

function realUidIn(status: string): number | undefined {
  return uidsIn(status)[0];
}

function uidsIn(status: string): readonly number[] {
  return statusField(status, 'Uid')?.split('\t').map(Number) ?? [];
}

/** One line of a status file, without its name. */
export function statusField(status: string, name: string): string | undefined {
  const at = status.indexOf(`\n${name}:\t`);
  return at === -1 ? undefined : status.slice(at + name.length + 3, status.indexOf('\n', at + 1));
}
