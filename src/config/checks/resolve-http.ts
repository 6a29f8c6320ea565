/** Settles every option of an `http` check. */
import { absolutePath } from '../absolute-path.ts';
import type { HttpProbe, StatusRange } from '../check.ts';
import { httpSchema } from './http.ts';
import type { CheckEntry } from './schema.ts';

/** What is written for an `http` check. */
export type HttpEntry = Extract<CheckEntry, { type: 'http' }>;

const { properties: options } = httpSchema;

/** The check with nothing left to default; relative paths begin in the folder. */
export function resolveHttp(entry: HttpEntry, { folder }: { readonly folder: string }): HttpProbe {
  const { unix_socket: socket, ca, expected_body: body } = entry;
  return {
    kind: 'http',
    url: entry.url,
    method: entry.method ?? options.method.default,
    headers: entry.headers ?? options.headers.default,
    statuses: statusesOf(entry.expected_status),
    body: typeof body === 'string' ? { text: body } : body,
    socketPath: socket === undefined ? undefined : absolutePath(folder, socket),
    caPath: ca === undefined ? undefined : absolutePath(folder, ca),
    isAnyoneTrusted: entry.insecure ?? options.insecure.default,
    servername: entry.servername,
    certificateDays: entry.certificate_days,
    mostRedirects: entry.follow_redirects ?? options.follow_redirects.default,
  };
}

/** The ranges that are meant, in the order in which they are written. */
export function statusesOf(
  written: HttpEntry['expected_status'] = options.expected_status.default,
): readonly StatusRange[] {
  return (Array.isArray(written) ? written : [written]).map(rangeOf);
}

function rangeOf(written: number | string): StatusRange {
  const [from = 0, to = from] = String(written).split('-').map(Number);
  return { from, to };
}
