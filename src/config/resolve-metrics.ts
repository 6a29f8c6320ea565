/** Settles to whom metrics are told. */
import { absolutePath } from './absolute-path.ts';
import type { MetricsPolicy, OtlpPolicy } from './config.ts';
import { metrics } from './options/metrics.ts';
import type { ConfigDocument } from './schema.ts';

const { properties: options } = metrics;

/** To whom metrics are told; `undefined` where nothing is said of them. */
export function resolveMetrics(
  written: ConfigDocument['metrics'],
  folder: string,
): MetricsPolicy | undefined {
  if (written === undefined) return undefined;
  return {
    textfile: written.textfile === undefined ? undefined : absolutePath(folder, written.textfile),
    resources: written.resources ?? options.resources.default,
    otlp: written.otlp && resolveOtlp(written.otlp),
  };
}

function resolveOtlp({
  endpoint,
  headers = {},
  timeout_seconds: timeoutSeconds = options.otlp.properties.timeout_seconds.default,
}: NonNullable<NonNullable<ConfigDocument['metrics']>['otlp']>): OtlpPolicy {
  return { endpoint, headers, timeoutSeconds };
}
