/**
 * The config as every other room sees it: resolved, absolute, with nothing left to default.
 * It does not know how the file spells these things; `schema.ts` does.
 */

import type { MaintenanceWindow } from '../maintenance-window.ts';
import type { Alerting, Ping } from './alerts/channel.ts';
import type { Check, ProcessSource } from './check.ts';
import type { Command } from './command.ts';
import type { HostCheck } from './host-check.ts';
import type { Manager } from './process-manager.ts';
import type { Signal, Step } from './step.ts';

/** How patiently, and how often, a service is recovered before we give up on it. */
export interface RestartPolicy {
  /** Recoveries allowed within the window; one more and we give up. */
  readonly maxRestarts: number;
  readonly windowSeconds: number;
  /** Wait before the second recovery of a row; the first is immediate. */
  readonly backoffSeconds: number;
  readonly backoffMultiplier: number;
  readonly maxBackoffSeconds: number;
  /** Health that must last this long before the backoff is forgotten. */
  readonly stableSeconds: number;
  /** Healthy ticks in a row after which a service that was given up is trusted again, however short that was. */
  readonly successThreshold?: number | undefined;
}

/** A service that must be up first. */
export interface Dependency {
  readonly key: string;
  /** What it must have come to: its process lives, or it has proved itself. */
  readonly condition: 'started' | 'healthy';
}

/** Other steps than the usual ones. */
export interface Remedies {
  readonly byVerdict: Readonly<Record<string, readonly Step[] | undefined>>;
  /** Once so many recoveries in a row have not helped; the smallest number first. */
  readonly escalation: readonly { readonly after: number; readonly steps: readonly Step[] }[];
}

/** One monitored service, under its key in `processes`. */
export interface Service {
  /** Letters, digits, `.`, `_`, `@` and `-`: safe as a file name and on a terminal. */
  readonly key: string;
  /** Its key in the file, which it shares with the other instances of its entry. */
  readonly entry: string;
  readonly displayName: string;
  /** A disabled service is listed and never checked. */
  readonly enabled: boolean;
  /** Absolute; `undefined` for a service that writes none. */
  readonly heartbeatPath: string | undefined;
  /** What else must be well, in the file's order. */
  readonly checks: readonly Check[];
  /** How its process is found, other than by its heartbeat. */
  readonly foundBy?: ProcessSource | undefined;
  /** Who starts and stops it in our place. */
  readonly manager?: Manager | undefined;
  /** A heartbeat strictly older than this is stale. */
  readonly timeoutSeconds: number;
  /** Time a new instance may take to its first heartbeat. */
  readonly startGraceSeconds: number;
  /** Consecutive bad verdicts before a recovery, at least 1. */
  readonly threshold: number;
  /** The same for single verdicts, in its place. */
  readonly thresholds: Readonly<Record<string, number | undefined>>;
  /** `on-failure`: not after a clean end. */
  readonly restart: 'always' | 'on-failure' | 'never';
  /** What a failed start exits with: after these we give up at once, after those it is not counted. */
  readonly giveUpExitCodes: readonly number[];
  readonly retryExitCodes: readonly number[];
  /** By action name; `start` is always there. */
  readonly commands: Readonly<Record<string, Command>>;
  /** The steps of a recovery in order where nothing else is said of it, disabled ones already taken out, as in the next. */
  readonly recoveryActions: readonly Step[];
  /** The steps where it is. */
  readonly remedies: Remedies;
  /** Services that must be up first; always known ones, never in a circle. */
  readonly dependsOn: readonly Dependency[];
  /** Whether those that depend on it are restarted once a new instance of it is healthy. */
  readonly restartsDependents: boolean;
  readonly group: string | undefined;
  /** When it is only watched, its own windows before those of all; absent where there are none. */
  readonly maintenance?: readonly MaintenanceWindow[] | undefined;
  /** Further names for it and others together. */
  readonly tags: readonly string[];
  /** Of those that may start at once the smaller goes first. */
  readonly priority: number;
  /** Whether its failures are logged as errors. */
  readonly critical: boolean;
  /** Absolute: where commands run. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute: more of the environment, read at each start. */
  readonly envFile: string | undefined;
  /** Whom commands run as; `undefined` is whoever runs the watchdog. */
  readonly user: string | undefined;
  /** TCP ports that it must find free when it is started. */
  readonly listens: readonly number[];
  /** The steps by which it is switched off. */
  readonly stopActions: readonly Step[];
  /** The steps by which it is replaced for the sake of another one, being well: its end and its start; none where one of these is disabled. */
  readonly restartActions: readonly Step[];
  /** What is sent first to end it. */
  readonly stopSignal: Signal;
  /** Between that and KILL. */
  readonly killTimeoutSeconds: number;
  /** Deadline of each cleanup command. */
  readonly cleanupTimeoutSeconds: number;
  /** How long a started instance is watched before its start counts as done. */
  readonly verifyDelaySeconds: number;
  readonly restartPolicy: RestartPolicy;
  /** Changes with what the config says of it, and behind a `/` with what its `envFile` says: an edit re-arms what we gave up. */
  fingerprint(): string;
}

/** Services that are treated together. */
export interface Group {
  readonly name: string;
  /** What is restarted when one is recovered: it alone, all, or it and those that start after it. */
  readonly strategy: 'one_for_one' | 'one_for_all' | 'rest_for_one';
  /** How patiently, and how often, it is restarted. */
  readonly restartPolicy: RestartPolicy;
}

/** How much is logged. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** What is written down of services before they are ended, and for how long. */
export interface BlackBoxPolicy {
  readonly enabled: boolean;
  readonly maxBytes: number;
  readonly keep: number;
  readonly keepDays: number;
}

/** Where metrics are sent to a collector of OpenTelemetry. */
export interface OtlpPolicy {
  readonly endpoint: string;
  /** May be secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** To whom metrics are told after each tick. */
export interface MetricsPolicy {
  /** Absolute. */
  readonly textfile: string | undefined;
  /** Whether memory and processor time are measured of every service. */
  readonly resources: boolean;
  readonly otlp: OtlpPolicy | undefined;
}

/** The whole config. */
export interface Config {
  /** Absolute path of the file it was read from. */
  readonly path: string;
  /** Of that file when it was read, to tell whether it has changed since; absent when it was changed at that very moment. */
  readonly stamp?: string | undefined;
  readonly logLevel: LogLevel;
  readonly logFormat: 'text' | 'json';
  /** Absolute, as are the two below. */
  readonly dbPath: string;
  readonly lockPath: string;
  readonly logDir: string;
  readonly retentionDays: number;
  /** How often cron starts us. */
  readonly checkIntervalSeconds: number;
  readonly maxParallelRecoveries: number;
  /** What of the host must be well for anything that lives to be recovered. */
  readonly hostChecks: readonly HostCheck[];
  /** Of all services together, of our own accord; `undefined` is without limit. */
  readonly maxRestartsPerHour: number | undefined;
  /** Between two starts. */
  readonly startIntervalSeconds: number;
  /** Those of which the file says something. */
  readonly groups: readonly Group[];
  /** What is told, and to whom; absent where nobody is. */
  readonly alerting?: Alerting | undefined;
  /** Who notices our silence. */
  readonly ping?: Ping | undefined;
  /** What is kept of services that we end of our own accord. */
  readonly blackBox: BlackBoxPolicy;
  /** `undefined` where nobody is to be told. */
  readonly metrics?: MetricsPolicy | undefined;
  /** In the file's order, disabled ones included; never empty. */
  readonly services: readonly Service[];
}
