// Finds the addresses of a name before it is connected to, for the search is our system's matter and no failure of the service. What is
// known without asking is not asked for. Connects to nothing.

import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { shareOfThreads } from './threads.ts';

/** What must be said to connect to a name; nothing for what is an address. */
export type Whereabouts = { readonly lookup?: LookupFunction };

/** What stands for this machine. */
const HERE: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

const onThread = shareOfThreads();

/** Finds a host; one that is not told when the signal says that it is over rejects as a want of our own machine. */
export async function find(host: string, signal: AbortSignal): Promise<Whereabouts> {
  // An address of six parts stands in brackets in a URL.
  if (isIP(host) !== 0 || host.startsWith('[')) return {};
  const addresses = host.toLowerCase() === 'localhost' ? HERE : await search(host, signal);
  return { lookup: (_, { all }, tell) => answer(addresses, all === true, tell) };
}

async function search(host: string, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const { ADDRCONFIG, promises } = await import('node:dns');
  try {
    return await onThread(() => promises.lookup(host, { all: true, hints: ADDRCONFIG }), signal);
  } catch (error) {
    throw Object.assign(error as Error, { message: `${host}: no address: ${(error as Error).message}` });
  }
}

type Tell = Parameters<LookupFunction>[2];

function answer(addresses: readonly LookupAddress[], isAll: boolean, tell: Tell): void {
  const [first] = addresses;
  if (isAll || first === undefined) tell(null, [...addresses]);
  else tell(null, first.address, first.family);
}
