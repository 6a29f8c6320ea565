/** The options of the channels: to whom something is told, and how often. */
import { command, path } from '../text-schemas.ts';
import { quietHours } from './quiet-hours.ts';

/** How a text is told to hold a secret. */
export const SECRETS = `\`\${env:NAME}\` and \`\${file:/path}\` in it are filled in when it is used`;

/** An address of the web, which may be a secret. */
export const webAddress = {
  type: 'string',
  pattern: '^(https?://|\\$\\{(env|file):)',
  expected: `a URL with http or https, or \`\${env:NAME}\``,
} as const;

const text = {
  type: 'string',
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  expected: 'text in one line',
} as const;
const caPath = {
  ...path,
  description: "Certificates (PEM) that are trusted in place of the system's.",
} as const;

const listOf = (what: string) =>
  ({
    type: 'array',
    items: { type: 'string', pattern: '^[^\\u0000-\\u001f\\u007f]+$', expected: what },
    default: [],
  }) as const;

/** What every channel takes. */
export const everyChannel = {
  level: {
    type: 'string',
    enum: ['info', 'warning', 'critical'],
    default: 'warning',
    description: 'What is less grave is not told here.',
  },
  keys: {
    ...listOf('a key, in which `*` and `?` stand for others'),
    description: 'Only services with such a key (or one of `tags`) are told of. The host always is.',
    examples: [['web', 'db-*']],
  },
  tags: {
    ...listOf('a tag'),
    description: 'Only services with such a tag (or one of `keys`) are told of. The host always is.',
  },
  max_per_hour: {
    type: 'integer',
    minimum: 1,
    maximum: 10000,
    defaultNote: '30; a file has no limit',
    description:
      'Messages within an hour. What is more waits, and is then told together, in one that counts it.',
  },
  cooldown_seconds: {
    type: 'number',
    minimum: 0,
    maximum: 86400,
    unit: 'seconds',
    defaultNote: '300; for a file 0',
    description:
      'Time from the last word about one incident of a service to the first about its next; what happens meanwhile is told together.',
  },
  quiet_hours: quietHours,
  timeout_seconds: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 300,
    default: 10,
    unit: 'seconds',
    description: 'How long one message may take.',
  },
} as const;

const commandChannel = {
  type: 'object',
  description:
    'A command that is given the alert as JSON on its standard input; exit code 0 means that it was told.',
  additionalProperties: false,
  required: ['type', 'command'],
  properties: {
    type: { const: 'command' },
    command: { ...command, description: 'What is run, in the folder of the config file.' },
    ...everyChannel,
  },
} as const;

const webhookChannel = {
  type: 'object',
  description: 'A request (POST) to a server; any 2xx means that it was told.',
  additionalProperties: false,
  required: ['type', 'url'],
  properties: {
    type: { const: 'webhook' },
    url: {
      ...webAddress,
      description: `Where it goes; ${SECRETS}.`,
      examples: [`\${env:SLACK_WEBHOOK}`],
    },
    template: {
      type: 'string',
      enum: ['json', 'slack', 'discord', 'teams', 'ntfy'],
      default: 'json',
      description: 'What the other end understands; `json` is the document of docs/alerts.md.',
    },
    headers: {
      type: 'object',
      additionalProperties: text,
      propertyNames: { type: 'string', pattern: '^[A-Za-z0-9-]{1,100}$', expected: 'the name of a header' },
      default: {},
      description: `More headers; ${SECRETS}.`,
      examples: [{ Authorization: `Bearer \${file:/etc/watchdog/token}` }],
    },
    ca_path: caPath,
    ...everyChannel,
  },
} as const;

const emailChannel = {
  type: 'object',
  description: 'Mail, through an SMTP server; accepted by it means that it was told.',
  additionalProperties: false,
  required: ['type', 'host', 'from', 'to'],
  properties: {
    type: { const: 'email' },
    host: { ...text, description: 'The SMTP server.' },
    port: {
      type: 'integer',
      minimum: 1,
      maximum: 65535,
      defaultNote: '465 for `tls`, 587 for `starttls`, 25 for `none`',
      description: 'Its port.',
    },
    security: {
      type: 'string',
      enum: ['tls', 'starttls', 'none'],
      default: 'starttls',
      description:
        'How the connection is secured; with `starttls` a server that does not offer it is refused.',
    },
    user: { ...text, description: `Who logs in; ${SECRETS}.` },
    password: { ...text, description: `The password; ${SECRETS}.` },
    from: { ...text, description: 'The sender.', examples: ['Watchdog <watchdog@example.org>'] },
    to: { type: 'array', items: text, minItems: 1, description: 'Who receives it.' },
    ca_path: caPath,
    ...everyChannel,
  },
} as const;

const fileChannel = {
  type: 'object',
  description: 'A file that gets one line of JSON for each alert.',
  additionalProperties: false,
  required: ['type', 'path'],
  properties: {
    type: { const: 'file' },
    path: { ...path, description: 'The file; it and its folder are made when missing.' },
    ...everyChannel,
  },
} as const;

/** One channel. */
export const channelSchema = {
  type: 'object',
  expected: 'a channel with its `type`: command, webhook, email or file',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [commandChannel, webhookChannel, emailChannel, fileChannel],
} as const;
