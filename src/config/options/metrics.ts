/** To whom metrics are told. */
import { httpHeaders, httpUrl } from '../http-schemas.ts';

/** Sent to a collector of OpenTelemetry. */
const otlp = {
  type: 'object',
  description:
    'Sends the metrics to a collector of OpenTelemetry at the end of each invocation, as OTLP/HTTP in JSON. One that does not answer is logged, and holds up nothing.',
  additionalProperties: false,
  required: ['endpoint'],
  properties: {
    endpoint: {
      ...httpUrl,
      description: 'Where they are sent, with the path.',
      examples: ['http://127.0.0.1:4318/v1/metrics'],
    },
    headers: {
      ...httpHeaders,
      description:
        'What is sent along, such as a token, with secrets written as in a channel of alerts (docs/alerts.md); it is never logged.',
    },
    timeout_seconds: {
      type: 'number',
      minimum: 0.1,
      maximum: 30,
      default: 3,
      unit: 'seconds',
      description: 'How long all of it may take.',
    },
  },
} as const;

/** Metrics, for the whole file. */
export const metrics = {
  type: 'object',
  description: 'To whom metrics are told after each tick; `watchdog metrics` prints them in any case.',
  additionalProperties: false,
  properties: {
    textfile: {
      type: 'string',
      pattern: '^[^~\\u0000][^\\u0000]*\\.prom$',
      expected:
        'a path that ends in .prom (node-exporter reads no other), absolute or relative to the config file',
      description:
        'A file in the text format of Prometheus, for the textfile collector of node-exporter; replaced as a whole, and readable by everybody. Its folder must be there.',
      examples: ['/var/lib/prometheus/node-exporter/watchdog.prom'],
    },
    resources: {
      type: 'boolean',
      default: false,
      description:
        'Whether memory and processor time are measured of every service; of those with a check of type `resources` they are in any case.',
    },
    otlp,
  },
} as const;
