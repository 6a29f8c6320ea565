// Whose certificates are trusted. What cannot be read there is our own trouble, and tells nothing of the service.

import { readFileSync } from 'node:fs';
import type { HttpProbe } from '../config/check.ts';

/** Whose certificates are trusted: the system's where nothing is said. */
export interface Trust {
  readonly ca?: Buffer;
}

/** Reads the file that the check names; answers in words what is wrong with it. */
export async function readTrust({ caPath }: HttpProbe): Promise<Trust | { readonly problem: string }> {
  if (caPath === undefined) return {};
  try {
    const { X509Certificate } = await import('node:crypto');
    const ca = readFileSync(caPath);
    // A server that is asked with what is no certificate would only seem not to be trusted.
    new X509Certificate(ca);
    return { ca };
  } catch (error) {
    return { problem: `${caPath}: ${(error as Error).message}; expected certificates in PEM` };
  }
}
