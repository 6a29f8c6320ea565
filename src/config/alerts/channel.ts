/** Where alerts go, as every other room sees it: resolved, with nothing left to default; secrets are still the names of where they are. */
import type { Command } from '../command.ts';

/** How grave what is told is. */
export type Level = 'info' | 'warning' | 'critical';

/** What one message may look like at its other end. */
export type Template = 'json' | 'slack' | 'discord' | 'teams' | 'ntfy';

/** When a channel is not to be used, day by day. */
export interface QuietHours {
  /** Minutes since midnight; one that is later than the end goes on past midnight. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** By its IANA name; `undefined` is that of the machine. */
  readonly timeZone: string | undefined;
  readonly letsCriticalPass: boolean;
}

/** A server that is sent a request. */
export interface WebhookTarget {
  readonly kind: 'webhook';
  /** May hold `${env:NAME}` and `${file:/path}`, as every text of a target may. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly template: Template;
  /** Absolute: whose certificates are trusted, in place of the system's. */
  readonly caPath: string | undefined;
}

/** People who are sent mail. */
export interface EmailTarget {
  readonly kind: 'email';
  readonly host: string;
  readonly port: number;
  /** `starttls` is insisted on. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly caPath: string | undefined;
}

/** Who or what is told. */
export type Target =
  | WebhookTarget
  | EmailTarget
  | { readonly kind: 'command'; readonly command: Command }
  /** An absolute path. */
  | { readonly kind: 'file'; readonly path: string };

/** One way to tell somebody. */
export interface Channel {
  readonly name: string;
  readonly target: Target;
  /** What is less grave is not told here. */
  readonly level: Level;
  /** Only services with such a key, or such a tag; of all where both are empty. Keys may hold `*` and `?`. */
  readonly keys: readonly string[];
  readonly tags: readonly string[];
  /** Messages; `undefined` is without limit. */
  readonly maxPerHour: number | undefined;
  /** Between the last word of one incident of a service and the first of its next. */
  readonly cooldownSeconds: number;
  readonly quietHours: QuietHours | undefined;
  /** For one message. */
  readonly timeoutSeconds: number;
}

/** What is told, and to whom. */
export interface Alerting {
  readonly channels: readonly Channel[];
  /** How long a service may be unknown before that is told. */
  readonly unknownAfterSeconds: number;
  /** How long one invocation goes on sending. */
  readonly deadlineSeconds: number;
}

/** Who hears of every invocation, and notices when there are none. */
export interface Ping {
  readonly url: string;
  readonly timeoutSeconds: number;
}
