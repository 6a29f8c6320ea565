// How a config asks for requests.

import { interpretConfig } from '../../../../src/config/load.ts';
import { aRequest } from '../../../support/core/checks.ts';
import { problemsOfWeb, soundService } from '../rejected-config.ts';

const url = 'http://127.0.0.1:8080/health';

function resolved(check: Record<string, unknown>) {
  const web = { ...soundService(), checks: [{ type: 'http', ...check }] };
  const config = interpretConfig(JSON.stringify({ processes: { web } }), '/srv/config.json');
  return config.services[0]?.checks[0]?.probe;
}

test('a request of which only the URL is said is a GET that must succeed, and trusts whom the system trusts', () => {
  expect(resolved({ url })).toEqual(aRequest(url));
});

test.each([
  [204, [{ from: 204, to: 204 }]],
  ['200-399', [{ from: 200, to: 399 }]],
  [
    [200, '301-302'],
    [
      { from: 200, to: 200 },
      { from: 301, to: 302 },
    ],
  ],
])('the statuses %j', (written, statuses) => {
  expect(resolved({ url, expected_status: written })).toMatchObject({ statuses });
});

test('what must be in the body is text or a pattern, and paths begin beside the config', () => {
  expect(resolved({ url, expected_body: 'ok' })).toMatchObject({ body: { text: 'ok' } });
  expect(resolved({ url, expected_body: { regex: 'o+k' } })).toMatchObject({ body: { regex: 'o+k' } });
  expect(resolved({ url: 'https://web', unix_socket: 'web.sock', ca: 'tls/ca.pem' })).toMatchObject({
    socketPath: '/srv/web.sock',
    caPath: '/srv/tls/ca.pem',
  });
});

test.each<[string, Record<string, unknown>, string | RegExp]>([
  ['without a URL', {}, /^processes\.web\.checks\[0\]\.url: nothing; a URL/],
  ['by another protocol', { url: 'ftp://web' }, /\.url: "ftp:\/\/web"; a URL that begins with http/],
  ['with a password in it', { url: 'http://me:secret@web/' }, /without user and password/],
  ['of no host', { url: 'http://we b/' }, /\.url: /],
  ['to no port', { url: 'http://web:99999/' }, /\.url: "http:\/\/web:99999\/"; a URL that can be asked for/],
  ['with a status that there is not', { url, expected_status: 99 }, /\.expected_status: 99; a status/],
  ['with a range that is none', { url, expected_status: '2xx' }, /\.expected_status: "2xx"; a status/],
  [
    'with a range that runs backwards',
    { url, expected_status: ['299-200'] },
    /\.expected_status: a range from 299 down to 200; the lower status first/,
  ],
  [
    'with an option of TLS for nothing',
    { url, insecure: true },
    /\.insecure: an option of TLS, though nothing is asked for by https/,
  ],
  [
    'with a pattern that looks ahead',
    { url, expected_body: { regex: 'a(?=b)' } },
    /\.expected_body\.regex: "a\(\?=b\)", invalid or unsupported Perl syntax: .*; a pattern of RE2/,
  ],
  [
    'with a pattern that is too large',
    { url, expected_body: { regex: 'a{400}b{400}' } },
    /\.regex: .*, more repetitions than are searched for; /,
  ],
  [
    'for a body that HEAD never brings',
    { url, method: 'HEAD', expected_body: 'ok' },
    /\.expected_body: something to be found in a body, though HEAD is answered without one; none, or/,
  ],
  [
    'with a fallback that cannot be asked',
    { url, fallback: { type: 'http', url, expected_body: { regex: '(' } } },
    /\.fallback\.expected_body\.regex: /,
  ],
])('a request %s is refused', (_, check, problem) => {
  expect(problemsOfWeb({ checks: [{ type: 'http', ...check }] })).toEqual([expect.stringMatching(problem)]);
});

test('what a header holds is not shown, whatever is wrong with it', () => {
  for (const value of ['Bearer secret\n', ['secret']])
    expect(problemsOfWeb({ checks: [{ type: 'http', url, headers: { Authorization: value } }] })).toEqual([
      'processes.web.checks[0].headers.Authorization: something that is not shown; one line of text.',
    ]);
});
