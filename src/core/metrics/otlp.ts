// Metrics as OTLP has them in JSON: the body of a request for a collector of OpenTelemetry.

import type { Family, Point } from './family.ts';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

interface DataPoint {
  readonly attributes: readonly Attribute[];
  /** Nanoseconds since 1970: more than a number can hold. */
  readonly timeUnixNano: string;
  readonly asDouble: number;
}

/** From where metrics come, and when they were made. */
export interface Origin {
  readonly atMs: number;
  readonly version: string;
  readonly hostName: string;
}

/** From the start of counting, whenever that was. */
const CUMULATIVE = 2;

/** An ExportMetricsServiceRequest; what has no value is left out. */
export function otlpRequest(families: readonly Family[], { atMs, version, hostName }: Origin) {
  const timeUnixNano = `${Math.round(atMs)}000000`;
  const told = families.filter(({ points }) => points.length > 0);
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'watchdog', 'host.name': hostName }) },
        scopeMetrics: [
          {
            scope: { name: 'watchdog', version },
            metrics: told.map((family) => metricOf(family, timeUnixNano)),
          },
        ],
      },
    ],
  };
}

function metricOf({ name, help, unit, type, points }: Family, timeUnixNano: string) {
  const dataPoints = points.map((point) => dataPointOf(point, timeUnixNano));
  const values =
    type === 'gauge'
      ? { gauge: { dataPoints } }
      : { sum: { dataPoints, aggregationTemporality: CUMULATIVE, isMonotonic: true } };
  return { name, description: help, unit, ...values };
}

function dataPointOf({ labels, value }: Point, timeUnixNano: string): DataPoint {
  return { attributes: attributesOf(labels), timeUnixNano, asDouble: value };
}

function attributesOf(labels: Readonly<Record<string, string>>): readonly Attribute[] {
  return Object.entries(labels).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
