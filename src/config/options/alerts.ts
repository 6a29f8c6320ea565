/** The options that say what is told, to whom, and who notices when we fall silent. */
import { name } from '../text-schemas.ts';
import { channelSchema, SECRETS, webAddress } from './channels.ts';

/** What the whole file may say of alerts. */
export const alerts = {
  type: 'object',
  description: 'Who is told of what goes wrong, and that it is over: docs/alerts.md.',
  additionalProperties: false,
  required: ['channels'],
  properties: {
    channels: {
      type: 'object',
      propertyNames: name,
      minProperties: 1,
      expected: 'at least one channel, by its name',
      additionalProperties: channelSchema,
      description: 'Ways to tell somebody, by names of your own.',
    },
    unknown_after_seconds: {
      type: 'number',
      minimum: 0,
      maximum: 86400,
      default: 300,
      unit: 'seconds',
      description: 'How long a service may be `unknown` (we cannot look) before that is told.',
    },
    deadline_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 300,
      default: 15,
      unit: 'seconds',
      description:
        'How long one invocation goes on sending; what is not sent by then is sent by a later one.',
    },
  },
  examples: [{ channels: { ops: { type: 'webhook', url: `\${env:SLACK_WEBHOOK}`, template: 'slack' } } }],
} as const;

/** Who hears of every invocation. */
export const ping = {
  type: 'object',
  description:
    'A dead-man switch that understands Healthchecks: asked for `/start` when a check begins, and for `/` and its exit code when it ends. It tells you when the checks stop.',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      ...webAddress,
      description: `Its address; ${SECRETS}.`,
      examples: ['https://hc-ping.com/00000000-0000-0000-0000-000000000000'],
    },
    timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 60,
      default: 5,
      unit: 'seconds',
      description: 'How long one ping may take; one that fails is only logged.',
    },
  },
} as const;
