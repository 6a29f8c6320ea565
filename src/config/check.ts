/** A check as every other room sees it: resolved, absolute, with nothing left to default. */

import type { Command } from './command.ts';
import type { BusyProbe, ProgressProbe, ResourcesProbe } from './measured-probes.ts';
import type { Manager } from './process-manager.ts';

/** What is looked at, and what counts as well. */
export type Probe =
  | TcpProbe
  | HttpProbe
  | CommandProbe
  | LogProbe
  | ResourcesProbe
  | ProgressProbe
  | BusyProbe;

/** A connection that must be accepted. */
export interface TcpProbe {
  readonly kind: 'tcp';
  readonly to: { readonly host: string; readonly port: number } | { readonly path: string };
  /** Sent once connected. */
  readonly send: string | undefined;
  /** Must come back. */
  readonly expect: string | undefined;
}

/** How the process of a service is found, other than by its heartbeat. */
export type ProcessSource = {
  /** Whose process it is; `undefined` is as whom the commands run. */
  readonly user: string | undefined;
  /** Of the config: what was started by it tells so. */
  readonly configPath: string;
} & (
  | { readonly kind: 'record' }
  | { readonly kind: 'pidfile'; readonly path: string }
  | {
      readonly kind: 'match';
      /** Of a whole command line; `*` and `?` stand for any characters, or one. */
      readonly pattern: string;
    }
  | { readonly kind: 'manager'; readonly manager: Manager }
);

/** Statuses, both ends included. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** A request that must be answered. */
export interface HttpProbe {
  readonly kind: 'http';
  readonly url: string;
  readonly method: string;
  /** They may hold secrets: never told, and sent to no other server. */
  readonly headers: Readonly<Record<string, string>>;
  readonly statuses: readonly StatusRange[];
  /** What must be found in the body; `undefined` does not read it. */
  readonly body: { readonly text: string } | { readonly regex: string } | undefined;
  /** Asked instead of the port. */
  readonly socketPath: string | undefined;
  /** Trusted instead of the system's. */
  readonly caPath: string | undefined;
  /** Any certificate will do. */
  readonly isAnyoneTrusted: boolean;
  /** `undefined` is that of the URL. */
  readonly servername: string | undefined;
  /** Fewer are warned of. */
  readonly certificateDays: number | undefined;
  readonly mostRedirects: number;
}

/** A command that exits with 0 when all is well. */
export interface CommandProbe {
  readonly kind: 'command';
  readonly command: Command;
}

/** A file that goes on growing, and in which something must not be found. */
export interface LogProbe {
  readonly kind: 'log';
  readonly path: string;
  readonly growsWithinSeconds: number | undefined;
  /** Of what was written since the last look. */
  readonly mustNotMatch: string | undefined;
}

/** One thing that is looked at, how often, and what a failure means. */
export interface Check {
  /** Once in a service. */
  readonly name: string;
  readonly probe: Probe;
  readonly timeoutSeconds: number;
  /** Between two looks at least; 0 is each tick. */
  readonly intervalSeconds: number;
  /** So many of the last looks, `of` in number, must have failed. */
  readonly failureThreshold: number;
  readonly of: number;
  /** After the start of an instance. */
  readonly initialDelaySeconds: number;
  readonly severity: 'restart' | 'warn';
  /** Tried when this one fails. */
  readonly fallback: Probe | undefined;
  /** A new instance must pass it once; afterwards it is not looked at. */
  readonly onlyUntilProven?: true;
}
