// The machine, seen through one narrow interface: all that we may ask of it and do to it.
// Decides nothing: which processes belong to a service, and whether to act, is told to it.

import type { HeartbeatReading } from '../core/heartbeat.ts';
import type { Moment } from '../core/moment.ts';
import type { Liveness, ProcessFacts, ProcessId } from '../core/process.ts';

/** Picks out of all processes those that an act is about. */
export type Selection = (table: readonly ProcessFacts[]) => readonly ProcessFacts[];

/** How long the stages of a termination may take. */
export interface TerminateTiming {
  /** From TERM to KILL. */
  readonly killTimeoutSeconds: number;
}

/** What became of the processes to be ended. */
export type TerminateOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ended'; readonly count: number; readonly forced: boolean; readonly durationMs: number }
  /** Something still lives: no second copy may be started. */
  | { readonly kind: 'unkillable'; readonly survivors: readonly ProcessFacts[]; readonly why: string };

/** What to run, and in which surroundings. */
export interface RunSpec {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the allow-listed part of our own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Run as this user; only root may say so. */
  readonly user: string | undefined;
  readonly outputPath: string;
  /** The cgroup of its own that it is born in, where one can be made; for services only. */
  readonly enclosure?: Enclosure;
}

/** A cgroup to be made for one start, by its name. */
export interface Enclosure {
  readonly name: string;
  /** Names of those of other starts of ours, which are removed where they are empty; anybody else's stay. */
  readonly others: readonly string[];
}

/** What a script came to. */
export type ScriptOutcome =
  | {
      readonly kind: 'exited';
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      readonly outputTail: string;
    }
  /** `survivors`: why some of it could not be ended. */
  | { readonly kind: 'timed_out'; readonly outputTail: string; readonly survivors: string | undefined }
  | { readonly kind: 'not_started'; readonly why: string };

/** What a start came to, once the verify delay was over. */
export type LaunchOutcome =
  | { readonly kind: 'running'; readonly leader: ProcessFacts }
  | {
      readonly kind: 'exited';
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      readonly outputTail: string;
    }
  /** `isMachineShort`: nothing is wrong with the program, the machine had no room for it. */
  | { readonly kind: 'not_started'; readonly why: string; readonly isMachineShort?: boolean };

/** What could not be done about the cgroup of a start: to have one, or, which a person should see, to come out of it ourselves. */
export interface CgroupTrouble {
  readonly level: 'DEBUG' | 'ERROR';
  readonly message: string;
}

/** Told what was spawned. */
export type OnSpawned = (leader: ProcessFacts, trouble?: CgroupTrouble) => void;

/** The machine. */
export interface Host {
  /** Our user id. */
  readonly uid: number;
  /** The number of a user by name; `undefined` where there is no such user. */
  uidOf(user: string): number | undefined;
  /** Inode of our pid namespace. */
  readonly pidNamespace: number;
  /** All clocks, read at once. */
  now(): Moment;
  /** Reads one heartbeat file safely; a service's fault is a value, never an exception. */
  readHeartbeat(path: string, key: string): HeartbeatReading;
  /** The part of a heartbeat's path that somebody else than root, we and `ownerUid` could change, in words. */
  exposureOf(path: string, ownerUid: number): string | undefined;
  /** What became of a pid. `known` makes it cheap: the same identity is not looked at more closely (no `marks`); another one is. */
  lookAt(pid: number, known: ProcessId | undefined): Liveness;
  /** Every process, with its marks. */
  processTable(): readonly ProcessFacts[];
  /** Ends what the selection picks, and proves that nothing of it lives: TERM, wait, STOP, KILL, look again. */
  terminate(selection: Selection, timing: TerminateTiming): Promise<TerminateOutcome>;
  /** Lets those of the picked that are stopped go on; throws when the process table cannot be read. */
  wake(selection: Selection): void;
  /** Runs a script to its end, or to its deadline, at which all of it is ended. */
  runScript(spec: RunSpec, timeoutSeconds: number): Promise<ScriptOutcome>;
  /** Loads what a start needs, so that afterwards nothing but the start itself lies between its intent and its process. */
  prepareStart(): Promise<void>;
  /** Starts a service, detached; `onSpawned` is called at once with what was spawned, before the verify delay. */
  launch(spec: RunSpec, verifyDelaySeconds: number, onSpawned: OnSpawned): Promise<LaunchOutcome>;
  /** A new unique mark. */
  newCookie(): string;
}
