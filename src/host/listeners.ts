// Who listens on a port of this machine, as far as that can be told: by the kernel's tables of sockets, and the open files of
// some processes. Linux only; elsewhere nobody seems to listen.

import { readdirSync, readlinkSync } from 'node:fs';
import { readIfThere } from './proc-file.ts';

const LISTENING = '0A';
const PORT = 1;
const STATE = 3;
const INODE = 9;

/** The sockets that listen on a TCP port, by their inodes; none where that cannot be told. */
export function listenersOn(port: number): readonly string[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
    const table = readIfThere(path);
    return typeof table === 'string' ? parseListeners(table, port) : [];
  });
}

/** The inodes of the sockets in a table of the kernel's that listen on a port. */
export function parseListeners(table: string, port: number): readonly string[] {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .filter((row) => row[STATE] === LISTENING && row[PORT]?.endsWith(hex))
    .map((row) => row[INODE] ?? '');
}

/** Whether a process holds one of some sockets; undefined where we may not see what it holds. */
export function holdsSocket(pid: number, inodes: readonly string[]): boolean | undefined {
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => wanted.has(linkOf(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return undefined;
  }
}

/** Who holds one of some sockets, as far as we may see; of several the first. */
export function holderOf(inodes: readonly string[]): number | undefined {
  return pids().find((pid) => holdsSocket(pid, inodes) === true);
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** A file that was closed meanwhile is nobody's. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
