// The machine, seen through one narrow interface: all that we may ask of it and do to it.
// Decides nothing: which processes belong to a service, and whether to act, is told to it.

import type { Examined } from '../core/black-box.ts';
import type { HeartbeatReading } from '../core/heartbeat.ts';
import type { Output } from '../core/heed-death.ts';
import type { Measure, Vital } from '../core/host-trouble.ts';
import type { Insider } from '../core/insider.ts';
import type { Reply } from '../core/manager-word.ts';
import type { Moment } from '../core/moment.ts';
import type { Liveness, ProcessFacts, ProcessId } from '../core/process.ts';
import type { CommandRow, PidfileReading } from '../core/searched.ts';
import type { Rung, Signal } from '../core/signal.ts';
import type { Usage, UsageWants } from '../core/usage.ts';

/** Picks out of all processes those that an act is about. */
export type Selection = (table: readonly ProcessFacts[]) => readonly ProcessFacts[];

/** How long the stages of a termination may take. */
export interface TerminateTiming {
  /** From TERM to KILL. */
  readonly killTimeoutSeconds: number;
  /** What is sent before KILL in place of that TERM; a KILL at its end tells how long to look for proof. */
  readonly ladder?: readonly Rung[] | undefined;
}

/** What became of the processes to be ended. */
export type TerminateOutcome =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'ended';
      readonly count: number;
      readonly forced: boolean;
      /** The last signal that was needed, where it is known. */
      readonly by?: Signal;
      readonly durationMs: number;
    }
  /** Something still lives: no second copy may be started. */
  | { readonly kind: 'unkillable'; readonly survivors: readonly ProcessFacts[]; readonly why: string };

/** What became of one signal. */
export type SignalOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not_permitted'; readonly ownerUid: number | undefined }
  | { readonly kind: 'refused'; readonly why: string };

/** What to run, and in which surroundings. */
export interface RunSpec {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the allow-listed part of our own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that `env` does not name are read from it. */
  readonly envFile?: string | undefined;
  /** Run as this user; only root may say so. */
  readonly user: string | undefined;
  readonly outputPath: string;
  /** Where its complaints go, when they are not to be among its output. */
  readonly errorsPath?: string;
  /** From TERM to KILL at the deadline of a script; five seconds where nothing is said. */
  readonly killTimeoutSeconds?: number;
  /** The cgroup of its own that it is born in, where one can be made; for services only. */
  readonly enclosure?: Enclosure;
}

/** A cgroup to be made for one start, by its name. */
export interface Enclosure {
  readonly name: string;
  /** Names of those of other starts of ours, which are removed where they are empty; anybody else's stay. */
  readonly others: readonly string[];
}

/** A command that answers, and in which surroundings it is run. */
export type Question = Pick<RunSpec, 'argv' | 'cwd' | 'env' | 'user'>;

/** The last words of a script. */
export interface ScriptTails {
  readonly outputTail: string;
  /** Of what it complained, where that goes elsewhere. */
  readonly errorsTail?: string;
}

/** What a script came to. */
export type ScriptOutcome =
  | ({
      readonly kind: 'exited';
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
    } & ScriptTails)
  /** Or called off. `survivors`: why some of it could not be ended. */
  | ({ readonly kind: 'timed_out'; readonly survivors: string | undefined } & ScriptTails)
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

/** Told what was spawned; answers why it must not run, if it must not. */
export type OnSpawned = (leader: ProcessFacts, trouble?: CgroupTrouble) => string | undefined;

/** What a start needs besides its program. */
export interface StartNeeds {
  /** TCP ports of this machine on which the service listens. */
  readonly ports: readonly number[];
  /** The processes that are to be ended before; what they hold will be free. */
  readonly ended: readonly number[];
}

/** What is written down of one incident. */
export interface Incident {
  readonly path: string;
  readonly text: string;
  /** Files of which the end is added. */
  readonly outputs: readonly { readonly title: string; readonly path: string }[];
}

/** How much of it is kept, how many, and for how long. */
export interface IncidentLimits {
  readonly maxBytes: number;
  readonly keep: number;
  readonly keepDays: number;
}

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
  /** How the machine itself is, in one respect; what cannot be measured is a value, never an exception. */
  measure(vital: Vital): Measure;
  /** Why nothing can be written in a folder, and on which file system it lies; undefined where it can, or cannot be looked at. */
  findWriteFault(folder: string): { readonly fileSystem: number; readonly why: string } | undefined;
  /** Reads one heartbeat file safely; a service's fault is a value, never an exception. */
  readHeartbeat(path: string, key: string): HeartbeatReading;
  /** The part of a heartbeat's path that somebody else than root, we and `ownerUid` could change, in words. */
  exposureOf(path: string, ownerUid: number): string | undefined;
  /** What became of a pid. `known` makes it cheap: the same identity is not looked at more closely (no `marks`); another one is. */
  lookAt(pid: number, known: ProcessId | undefined): Liveness;
  /** Every process, with its marks. */
  processTable(): readonly ProcessFacts[];
  /** Every process but ourselves and what we run in, with its command line. */
  commandTable(): readonly CommandRow[];
  /** The processes of pid namespaces within ours; throws when they cannot be told from the others. */
  insiders(): readonly Insider[];
  /** What these processes use, taken together; `undefined` where this machine does not tell (no /proc). */
  usageOf(processes: readonly ProcessId[], wants: UsageWants): Usage | undefined;
  /** The last lines of an output, and the wall clock of when they were written; undefined where there are none. */
  readLastOutput(path: string): Output | undefined;
  /** Reads one pidfile safely; what is wrong with it is a value, never an exception. */
  readPidfile(path: string): PidfileReading;
  /** Ends what the selection picks, and proves that nothing of it lives: TERM, wait, STOP, KILL, look again. */
  terminate(selection: Selection, timing: TerminateTiming): Promise<TerminateOutcome>;
  /** Signals this very process, and none of its children. */
  signal(target: ProcessId, signal: Signal): SignalOutcome;
  /** Lets those of the picked that are stopped go on; throws when the process table cannot be read. */
  wake(selection: Selection): void;
  /** The cgroups of a process, by their paths; undefined where that cannot be seen. */
  cgroupsOf(pid: number): string | undefined;
  /** Runs a short command, and waits for its answer, during which nothing else goes on; or why there is none. */
  ask(question: Question, timeoutSeconds: number): Reply | { readonly why: string; readonly isLate: boolean };
  /** Runs a script to its end, or to its deadline, or until it is called off, at which all of it is ended. */
  runScript(spec: RunSpec, timeoutSeconds: number, callOff?: AbortSignal): Promise<ScriptOutcome>;
  /** Why a start would fail, where that can be told beforehand: *where: found. Do.* */
  findStartFault(spec: RunSpec, needs: StartNeeds): string | undefined;
  /** Looks closely at some processes, as far as a moment goes; what cannot be seen is left out. */
  examine(pids: readonly number[]): Promise<readonly Examined[]>;
  /** Writes an incident down, and forgets those beyond the limits; answers why it could not. */
  keepIncident(incident: Incident, limits: IncidentLimits): Promise<string | undefined>;
  /** Loads what a start needs, so that afterwards nothing but the start itself lies between its intent and its process. */
  prepareStart(): Promise<void>;
  /** Starts a service, detached; `onSpawned` is asked about what was spawned at once, before the verify delay. */
  launch(spec: RunSpec, verifyDelaySeconds: number, onSpawned: OnSpawned): Promise<LaunchOutcome>;
  /** A new unique mark. */
  newCookie(): string;
}
