/** What must hold between the options of an `http` check, and what no schema can say of one. */
import { eachCheck } from '../check-rules.ts';
import type { Draft } from '../draft.ts';
import type { Finding, Location } from '../finding.ts';
import { show } from '../printable.ts';
import { type HttpEntry, statusesOf } from './resolve-http.ts';

const TLS_OPTIONS = ['ca', 'insecure', 'servername', 'certificate_days'] as const;

/** A request can be made, and answered as is expected. */
export function requestsCanBeMade({ services }: Draft): Finding[] {
  return eachCheck(services, (check, { at }) =>
    check.type === 'http'
      ? [findInUrl, findInStatuses, findInTls, findInBody].flatMap((find) => find(check, at))
      : [],
  );
}

function findInUrl({ url }: HttpEntry, at: Location): Finding[] {
  return URL.canParse(url)
    ? []
    : [{ at: [...at, 'url'], found: show(url), expected: 'a URL that can be asked for' }];
}

function findInStatuses({ expected_status: written }: HttpEntry, at: Location): Finding[] {
  return statusesOf(written)
    .filter(({ from, to }) => from > to)
    .map(({ from, to }) => ({
      at: [...at, 'expected_status'],
      found: `a range from ${from} down to ${to}`,
      expected: 'the lower status first',
    }));
}

/** To HEAD nobody answers with a body. */
function findInBody({ method, expected_body: body }: HttpEntry, at: Location): Finding[] {
  if (method !== 'HEAD' || body === undefined) return [];
  const found = 'something to be found in a body, though HEAD is answered without one';
  return [{ at: [...at, 'expected_body'], found, expected: 'none, or another `method`' }];
}

/** Who follows redirects may come to a server that has a certificate. */
function findInTls(check: HttpEntry, at: Location): Finding[] {
  if (check.url.startsWith('https:') || (check.follow_redirects ?? 0) > 0) return [];
  return TLS_OPTIONS.filter((option) => check[option] !== undefined).map((option) => ({
    at: [...at, option],
    found: 'an option of TLS, though nothing is asked for by https',
    expected: 'a `url` that begins with https://, or no such option',
  }));
}
