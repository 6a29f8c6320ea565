/** A check that asks a web server something, over a port or a socket in the file system, with or without TLS. */
import { httpHeaders, httpUrl } from '../http-schemas.ts';
import { path } from '../text-schemas.ts';
import { kind } from './every-check.ts';
import { pattern } from './pattern.ts';

/** One status, or a range of them. */
const status = {
  type: ['integer', 'string'],
  minimum: 100,
  maximum: 599,
  pattern: '^[1-5][0-9][0-9](-[1-5][0-9][0-9])?$',
  expected: 'a status from 100 to 599, or a range such as "200-299"',
} as const;

/** Options of an `http` check. */
export const httpSchema = kind('http', {
  description:
    'A request that must be answered. Without `expected_body` the body is not read, and of it at most 64 KiB are.',
  properties: {
    url: {
      ...httpUrl,
      description: 'What is asked for.',
      examples: ['http://127.0.0.1:8080/health'],
    },
    method: {
      type: 'string',
      enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      default: 'GET',
      description: 'How it is asked for; no body is sent.',
    },
    headers: {
      ...httpHeaders,
      description: 'What is sent along; it is never logged, and not sent on to another server by a redirect.',
    },
    expected_status: {
      ...status,
      type: ['integer', 'string', 'array'],
      items: status,
      minItems: 1,
      maxItems: 50,
      default: '200-299',
      expected: 'a status from 100 to 599, a range such as "200-299", or a list of these',
      description: 'The statuses that are well.',
    },
    expected_body: {
      type: ['string', 'object'],
      pattern: '^[\\s\\S]{1,4096}$',
      properties: { regex: { ...pattern, description: 'A pattern that must be found in it.' } },
      required: ['regex'],
      additionalProperties: false,
      expected: 'text of at most 4096 characters, or an object with a `regex`',
      description: `Text that must be in the body, or \`{ "regex": … }\`: ${pattern.expected}.`,
    },
    unix_socket: { ...path, description: 'A socket in the file system that is asked instead of the port.' },
    ca: { ...path, description: "The certificates (PEM) that are trusted, instead of the system's." },
    insecure: {
      type: 'boolean',
      default: false,
      description: 'Whether any certificate will do.',
    },
    servername: {
      type: 'string',
      pattern: '^[A-Za-z0-9._-]{1,253}$',
      expected: 'the name of a host',
      defaultNote: "the URL's",
      description: 'The name that is asked for, and that the certificate must have.',
    },
    certificate_days: {
      type: 'number',
      minimum: 0,
      maximum: 3650,
      unit: 'days',
      description: 'Fewer days before its certificate ends are warned of; one that has ended has failed.',
    },
    follow_redirects: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      default: 0,
      description: 'How many redirects are followed; the next one is an answer like any other.',
    },
  },
  required: ['url'],
});
