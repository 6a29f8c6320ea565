/**
 * The one description of the config file. Types, validation, defaults, the editors' schema and the table in the
 * documentation are all derived from it.
 */
import type { FromSchema } from 'json-schema-to-ts';
import { checkSchema } from './checks/schema.ts';
import { alerts, ping } from './options/alerts.ts';
import { blackBox } from './options/black-box.ts';
import type { channelSchema } from './options/channels.ts';
import { dependency } from './options/dependencies.ts';
import { groupSchema } from './options/groups.ts';
import { type hostCheckSchema, hostOptions } from './options/host-checks.ts';
import { maintenance } from './options/maintenance.ts';
import { metrics } from './options/metrics.ts';
import { quietHours } from './options/quiet-hours.ts';
import { stepSchema } from './options/steps.ts';
import { defaultsSchema, serviceSchema } from './service-schema.ts';
import { overridable, restartPolicy } from './shared-properties.ts';
import { name, path } from './text-schemas.ts';

/** The parts of the schema that have a name of their own. */
export const definitions = {
  service: serviceSchema,
  defaults: defaultsSchema,
  restart_policy: restartPolicy,
  check: checkSchema,
  dependency,
  group: groupSchema,
  step: stepSchema,
  quiet_hours: quietHours,
} as const;

/** The schema of the whole document. */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Watchdog configuration',
  type: 'object',
  additionalProperties: false,
  required: ['processes'],
  properties: {
    $schema: { type: 'string', description: 'Where editors find the description of this file.' },
    log_level: {
      type: 'string',
      enum: ['DEBUG', 'INFO', 'WARNING', 'ERROR'],
      default: 'INFO',
      description: 'How much is logged; upper or lower case.',
    },
    log_format: {
      type: 'string',
      enum: ['text', 'json'],
      default: 'text',
      description: 'Lines for people, or one JSON object a line.',
    },
    db_path: {
      ...path,
      default: 'watchdog.db',
      description: 'The database, where everything is remembered.',
    },
    lock_path: {
      ...path,
      defaultNote: '`watchdog.lock` beside the database',
      description:
        'A lock that people and other tools can see while an invocation works. What keeps two invocations apart is a lock on the database itself.',
    },
    log_dir: {
      ...path,
      default: 'logs',
      description: "The folder of the daily log files and of the services' output.",
    },
    retention_days: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 36500,
      default: 30,
      unit: 'days',
      description: 'How long history and log files are kept.',
    },
    check_interval_seconds: {
      type: 'number',
      minimum: 1,
      maximum: 86400,
      default: 60,
      unit: 'seconds',
      description:
        'How often cron starts the watchdog: the pace at which it goes on checking during a long recovery.',
    },
    alerts,
    ping,
    black_box: blackBox,
    metrics,
    max_parallel_recoveries: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: 8,
      description: 'How many services are recovered side by side.',
    },
    ...hostOptions,
    ...overridable,
    groups: {
      type: 'object',
      description: 'Groups whose services are restarted together, by the name that these say in `group`.',
      propertyNames: name,
      additionalProperties: groupSchema,
      examples: [{ web: { strategy: 'one_for_all' } }],
    },
    maintenance: {
      ...maintenance,
      description:
        'Times at which nothing is started or killed of our own accord, of any service: all are looked at as ever, and what is down at the end is recovered then. What a person asks for is served.',
    },
    defaults: defaultsSchema,
    processes: {
      type: 'object',
      description: 'The services to watch, by key.',
      propertyNames: name,
      minProperties: 1,
      expected: 'at least one service, by its key',
      additionalProperties: serviceSchema,
    },
  },
} as const;

/** A document that the schema accepts. */
export type ConfigDocument = FromSchema<typeof configSchema, { keepDefaultedPropertiesOptional: true }>;

/** One entry of `processes`. */
export type ServiceEntry = ConfigDocument['processes'][string];

/** What `defaults` may hold. */
export type DefaultsEntry = NonNullable<ConfigDocument['defaults']>;

/** What is written for a command. */
export type CommandEntry = NonNullable<ServiceEntry['commands']>[string];

/** What is written for a dependency. */
export type DependencyEntry = NonNullable<ServiceEntry['depends_on']>[number];

/** What is written for a maintenance window. */
export type WindowEntry = NonNullable<ConfigDocument['maintenance']>[number];

/** What is written for a step of a recovery. */
export type StepEntry = NonNullable<ServiceEntry['escalate']>[number]['actions'][number];

/** What may be written of a restart policy. */
export type RestartPolicyEntry = NonNullable<ConfigDocument['restart_policy']>;

/** What is written for a check of the host. */
export type HostCheckEntry = FromSchema<typeof hostCheckSchema>;

/** What is written of alerts. */
export type AlertsEntry = NonNullable<ConfigDocument['alerts']>;

/** What is written for a channel. */
export type ChannelEntry = FromSchema<typeof channelSchema, { keepDefaultedPropertiesOptional: true }>;

/** What is written of the hours in which a channel is quiet. */
export type QuietHoursEntry = FromSchema<typeof quietHours, { keepDefaultedPropertiesOptional: true }>;

/** What is written for a ping. */
export type PingEntry = NonNullable<ConfigDocument['ping']>;
