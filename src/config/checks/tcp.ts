/** A check that connects to a port, or to a socket in the file system, and may exchange a word there. */
import { port } from '../options/instances.ts';
import { path } from '../text-schemas.ts';
import { kind } from './every-check.ts';

const text = {
  type: 'string',
  pattern: '^[^\\u0000]{1,4096}$',
  expected: 'text of at most 4096 characters',
} as const;

/** Options of a `tcp` check. */
export const tcpSchema = kind('tcp', {
  description: 'A connection that must be accepted.',
  properties: {
    host: {
      ...text,
      default: '127.0.0.1',
      description: 'The name or address to connect to.',
    },
    port: {
      ...port,
      description: 'The port to connect to; this, or `path`.',
    },
    path: { ...path, description: 'A socket in the file system to connect to instead.' },
    send: { ...text, description: 'What is sent once connected; `\\n` and the like as in any JSON text.' },
    expect: { ...text, description: 'Text that must come back.' },
  },
});
