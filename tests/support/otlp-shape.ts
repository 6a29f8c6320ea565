// The shape of OTLP's ExportMetricsServiceRequest in JSON, as opentelemetry-proto and its mapping to JSON have it, as far as gauges and
// sums go: names in lowerCamelCase, 64-bit integers as texts, enumerations as numbers, and nothing else beside.

import { Ajv } from 'ajv';

const closed = (properties: Readonly<Record<string, unknown>>, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const text = { type: 'string' };
const list = (items: unknown) => ({ type: 'array', items });
const some = (items: unknown) => ({ type: 'array', items, minItems: 1 });

const attributes = list(
  closed({ key: { type: 'string', minLength: 1 }, value: closed({ stringValue: text }) }),
);
const dataPoints = some(
  closed({
    attributes,
    timeUnixNano: { type: 'string', pattern: '^[1-9][0-9]{18}$' },
    asDouble: { type: 'number' },
  }),
);
const metric = {
  oneOf: [
    closed({ name: text, description: text, unit: text, gauge: closed({ dataPoints }) }),
    closed({
      name: text,
      description: text,
      unit: text,
      sum: closed({ dataPoints, aggregationTemporality: { const: 2 }, isMonotonic: { const: true } }),
    }),
  ],
};
const scopeMetrics = closed({ scope: closed({ name: text, version: text }), metrics: some(metric) });
const resourceMetrics = closed({ resource: closed({ attributes }), scopeMetrics: some(scopeMetrics) });

const validate = new Ajv({ allErrors: true }).compile(closed({ resourceMetrics: some(resourceMetrics) }));

/** What is wrong with such a request; empty where nothing is. */
export function faultsIn(request: unknown): readonly string[] {
  validate(request);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
