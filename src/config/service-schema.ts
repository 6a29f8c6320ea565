/**
 * What may be said of one service, and which of it may be said once for all of them in `defaults`.
 * It does not know the options of the whole file.
 */
import { readiness } from './checks/readiness.ts';
import { checkSchema } from './checks/schema.ts';
import { busyOptions } from './options/busy.ts';
import { dependencyOptions } from './options/dependencies.ts';
import { groupOptions } from './options/groups.ts';
import { instanceOptions, port } from './options/instances.ts';
import { maintenance } from './options/maintenance.ts';
import { policyOptions } from './options/policy.ts';
import { managerSchema } from './options/process-manager.ts';
import { remedyOptions } from './options/remedies.ts';
import { overridable } from './shared-properties.ts';
import { command, name, path, variable } from './text-schemas.ts';

/** Options of a service that may be said once for all. */
export const shareable = {
  enabled: {
    type: 'boolean',
    default: true,
    description: 'Whether the service is checked and recovered at all.',
  },
  timeout_seconds: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 31536000,
    default: 300,
    unit: 'seconds',
    description: 'A heartbeat older than this is stale.',
  },
  start_grace_seconds: {
    type: 'number',
    minimum: 0,
    maximum: 31536000,
    unit: 'seconds',
    defaultNote: 'the larger of 60 and `timeout_seconds`',
    description: 'Time a new instance may take to its first heartbeat.',
  },
  disabled_actions: {
    type: 'array',
    items: name,
    default: [],
    description: 'Actions left out of the recovery for now.',
  },
  ...remedyOptions,
  cwd: {
    ...path,
    defaultNote: "the config file's folder",
    description: 'The folder in which commands run; relative scripts start here too.',
  },
  env: {
    type: 'object',
    propertyNames: variable,
    additionalProperties: {
      type: 'string',
      pattern: '^[^\\u0000]*$',
      expected: 'text without NUL characters',
    },
    default: {},
    description: "Environment variables for the commands; a service's own are added to those of `defaults`.",
    examples: [{ NODE_ENV: 'production' }],
  },
  env_file: {
    ...path,
    defaultNote: 'none',
    description:
      'A file of `NAME=value` lines, with quotes and comments as in the `.env` of other tools, read at each start of a command; `env` wins over it. A start without it fails, and an edit of it tries a service again that was given up.',
    examples: ['web.env'],
  },
  user: {
    type: 'string',
    pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$',
    expected: "a user's name or number",
    defaultNote: 'whoever runs the watchdog',
    description: 'Whom the commands run as; needs root.',
  },
  ...policyOptions,
  ...busyOptions,
  ...overridable,
} as const;

/** What services may share: everything that is not one service's very own. */
export const defaultsSchema = {
  type: 'object',
  description: 'What services share; a service that says otherwise wins.',
  additionalProperties: false,
  properties: shareable,
} as const;

/** One entry of `processes`. */
export const serviceSchema = {
  type: 'object',
  description: 'One service to watch.',
  additionalProperties: false,
  properties: {
    display_name: {
      type: 'string',
      pattern: '^[^\\p{Cc}]{1,200}$',
      expected: 'one line of at most 200 characters',
      defaultNote: 'the key',
      description: 'What the service is called in front of people.',
      examples: ['Web shop'],
    },
    heartbeat_path: {
      ...path,
      defaultNote: 'none; then there must be `checks`',
      description: 'The small JSON file that the service rewrites to say it lives.',
      examples: ['heartbeats/web.json'],
    },
    checks: {
      type: 'array',
      items: checkSchema,
      maxItems: 50,
      default: [],
      expected: 'a list of at most 50 checks',
      description:
        'What else must be well for the service to be. No check vouches for a process of ours that is dead: it may be another that answers. What drops its environment as it goes into the background needs a check of type `process`.',
      examples: [[{ type: 'tcp', port: 8080 }]],
    },
    readiness,
    listens: {
      type: 'array',
      items: port,
      maxItems: 50,
      default: [],
      expected: 'a list of at most 50 ports',
      description:
        'The TCP ports on which the service itself listens. While one of them is held by somebody else, who lives of the service is not ended, for it could not be started again. Not for ports that it shares with others (`SO_REUSEPORT`), or that a `manager` holds for it.',
      examples: [[8080]],
    },
    manager: managerSchema,
    commands: {
      type: 'object',
      propertyNames: name,
      additionalProperties: command,
      description:
        'What is run for each action, by name; `start` must be there. `stop` asks the service to end, before each `kill`, `off` included: it has `kill_timeout` for that. What `diagnose` prints within two seconds goes into the black box; `WATCHDOG_TARGET_PID` tells it of whom.',
      examples: [{ start: 'python3 -m app', clear_db: './reset_db.sh' }],
    },
    ...dependencyOptions,
    ...groupOptions,
    ...instanceOptions,
    maintenance: {
      ...maintenance,
      description: 'Further times at which nothing is started or killed of our own accord, of this service.',
    },
    ...shareable,
    startup_command: {
      ...command,
      deprecated: true,
      description: 'The old spelling of `commands.start`, which wins where both are given.',
    },
    cleanup_script: {
      ...command,
      deprecated: true,
      description: 'The old spelling of `commands.clear_db`, which wins where both are given.',
    },
  },
} as const;
