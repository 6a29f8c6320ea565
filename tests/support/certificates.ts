// Certificates for servers of the tests, signed by an authority that is made up on the spot.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority in a folder. */
export interface Authority {
  /** Of its own certificate. */
  readonly path: string;
  /** What a server of toy.example, at 127.0.0.1, needs; days below 0 make one that has ended. */
  issue(days: number): { readonly key: Buffer; readonly cert: Buffer };
}

/** Makes up an authority; its files lie in the folder. */
export function createAuthority(folder: string): Authority {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const read = (name: string) => readFileSync(join(folder, name));
  openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', '/CN=toy');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:toy.example,IP:127.0.0.1');
  return {
    path: join(folder, 'ca.pem'),
    issue: (days) => {
      openssl('req', ...KEY, '-keyout', 'its.key', '-out', 'its.csr', '-subj', '/CN=toy.example');
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)];
      openssl('x509', '-req', '-in', 'its.csr', ...signed, '-extfile', 'names', '-out', 'its.pem');
      return { key: read('its.key'), cert: read('its.pem') };
    },
  };
}
