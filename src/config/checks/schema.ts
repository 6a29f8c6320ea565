/** The schema of a check: one of the kinds, told apart by `type`. */
import type { FromSchema } from 'json-schema-to-ts';
import { commandSchema } from './command.ts';
import { httpSchema } from './http.ts';
import { logSchema } from './log.ts';
import { processSchema } from './process.ts';
import { progressSchema } from './progress.ts';
import { resourcesSchema } from './resources.ts';
import { tcpSchema } from './tcp.ts';

/** One check of a service. */
export const checkSchema = {
  type: 'object',
  description: 'One thing to look at, of one of the types below.',
  expected: 'a check with its `type`',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [processSchema, tcpSchema, httpSchema, commandSchema, logSchema, resourcesSchema, progressSchema],
} as const;

/** What is written for a check. */
export type CheckEntry = FromSchema<typeof checkSchema, { keepDefaultedPropertiesOptional: true }>;
