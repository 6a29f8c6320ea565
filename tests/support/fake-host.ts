// A made-up machine behind the interface of the real one, the only fake there is. What programs do, and how long, a test
// says; every effect is written down in its order.

import { setImmediate as turn } from 'node:timers/promises';
import type { HeartbeatReading } from '../../src/core/heartbeat.ts';
import type { Measure, Vital } from '../../src/core/host-trouble.ts';
import type { Insider } from '../../src/core/insider.ts';
import { isDeadState, type ProcessFacts } from '../../src/core/process.ts';
import type { PidfileReading } from '../../src/core/searched.ts';
import type { Usage } from '../../src/core/usage.ts';
import type { Host, Incident, LaunchOutcome, RunSpec, ScriptOutcome } from '../../src/host/host.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeProcesses, type FakeProcesses } from './fake-processes.ts';

/** What a program does when it is run. */
export interface Program {
  /** It cannot even be started. */
  readonly notStarted?: string;
  /** It ends within the verify delay, or within the time of a script. */
  readonly exitCode?: number;
  /** A process with its marks stays when it has ended. */
  readonly leavesOne?: boolean;
  /** It writes heartbeats as long as it lives. */
  readonly beats?: boolean;
  /** How long it is watched: until this is settled. */
  readonly until?: Promise<unknown>;
  /** It takes until then to spawn it. */
  readonly spawnedAfter?: Promise<unknown>;
  /** The script does not end by itself before its deadline. */
  readonly overruns?: boolean;
  /** Why what overran its time cannot be ended. */
  readonly survivors?: string;
}

/** The machine, and what a test may do to it. */
export interface FakeHost extends Host {
  readonly clock: FakeClock;
  readonly processes: FakeProcesses;
  /** By path; one that is written for as long as its process lives is always fresh. */
  readonly heartbeats: Map<string, HeartbeatReading>;
  /** How the machine itself is, by what is measured; unknown where a test does not say. */
  readonly vitals: Map<Vital['kind'], Measure>;
  /** By folder: why nothing can be written there. */
  readonly writeFaults: Map<string, string>;
  /** By path; a process that writes none has none. */
  readonly pidfiles: Map<string, PidfileReading>;
  /** What any processes use; nothing where this machine does not tell. */
  usage: Usage | undefined;
  /** By pid; a process that is not named here has its key for a command line. */
  readonly commands: Map<number, string>;
  /** Processes of pid namespaces within ours. */
  readonly namespaces: Insider[];
  /** What the start of a service, or the script `key.action`, does. */
  readonly programs: Map<string, Program>;
  /** Why a service could not be started, by key. */
  readonly startFaults: Map<string, string>;
  /** Pids that no signal ends. */
  readonly unkillable: Set<number>;
  /** `launch web`, `end web 1001`, `script web.clean`, in their order. */
  readonly effects: string[];
  /** What was written down. */
  readonly incidents: Incident[];
  /** Nothing more can be written down. */
  isDiskFull: boolean;
  /** By which signals, and seconds after each, every end was asked for. */
  readonly ladders: string[];
  /** How often each way of looking was used. */
  readonly looks: { lookAt: number[]; tables: number };
  /** Called in the middle of an effect; one that throws cuts it short. */
  midway: (what: string) => void;
  /** A process beats for a service, now and for as long as it lives. */
  beat(path: string, pid: number): void;
  /** The process that beats goes on living, and beats no more. */
  hang(path: string): void;
}

/** A machine on which nothing runs. */
export function createFakeHost(): FakeHost {
  const clock = createFakeClock();
  const processes = createFakeProcesses(clock);
  const beating = new Map<string, ProcessFacts | undefined>();
  let cookies = 0;
  const host: FakeHost = {
    uid: 1000,
    uidOf: () => undefined,
    pidNamespace: 1,
    clock,
    processes,
    heartbeats: new Map(),
    vitals: new Map(),
    writeFaults: new Map(),
    pidfiles: new Map(),
    commands: new Map(),
    namespaces: [],
    usage: undefined,
    programs: new Map(),
    startFaults: new Map(),
    unkillable: new Set(),
    effects: [],
    ladders: [],
    incidents: [],
    isDiskFull: false,
    looks: { lookAt: [], tables: 0 },
    midway: () => undefined,
    beat: (path, pid) => {
      host.heartbeats.set(path, beatOf(pid, clock.now().wallMs));
      beating.set(path, processes.get(pid));
    },
    hang: (path) => {
      host.readHeartbeat(path, '');
      beating.delete(path);
    },
    now: clock.now,
    ask: () => ({ why: 'nobody answers on a made-up machine', isLate: false }),
    findWriteFault: (folder) => {
      const why = host.writeFaults.get(folder);
      return why === undefined ? undefined : { fileSystem: 1, why };
    },
    measure: ({ kind }) => host.vitals.get(kind) ?? { kind: 'unknown', why: `no ${kind} was made up` },
    newCookie: () => `cookie-${++cookies}`,
    readHeartbeat: (path) => {
      const writer = beating.get(path);
      if (writer !== undefined && processes.get(writer.pid) === writer) host.beat(path, writer.pid);
      return host.heartbeats.get(path) ?? { kind: 'missing' };
    },
    exposureOf: () => undefined,
    lookAt: (pid, known) => {
      host.looks.lookAt.push(pid);
      const process = processes.get(pid);
      if (process === undefined) return { kind: 'dead', why: 'gone' };
      if (isDeadState(process.state)) return { kind: 'dead', why: 'zombie' };
      const isKnown = known?.startTicks === process.startTicks;
      return { kind: 'alive', process: isKnown ? { ...process, marks: undefined } : process };
    },
    processTable: () => {
      host.looks.tables += 1;
      return processes.all();
    },
    commandTable: () => {
      host.looks.tables += 1;
      return processes.all().map((process) => ({
        process,
        command: host.commands.get(process.pid) ?? String(process.marks?.key),
        uid: process.marks?.uid,
      }));
    },
    insiders: () => host.namespaces,
    cgroupsOf: () => undefined,
    usageOf: () => host.usage,
    readLastOutput: () => undefined,
    readPidfile: (path) => host.pidfiles.get(path) ?? { kind: 'missing' },
    signal: ({ pid, startTicks }, signal) => {
      if (processes.get(pid)?.startTicks !== startTicks) return { kind: 'gone' };
      host.effects.push(`${signal} ${pid}`);
      return { kind: 'sent' };
    },
    terminate: async (selection, { ladder = [] }) => {
      host.ladders.push(ladder.map(([signal, seconds]) => `${signal} ${seconds}`).join(', '));
      await turn();
      const quarry = selection(processes.all());
      for (const { pid, marks } of quarry) {
        host.effects.push(`end ${marks?.key} ${pid}`);
        if (!host.unkillable.has(pid)) processes.end(pid);
        host.midway(`one of ${marks?.key} has ended`);
      }
      await turn();
      const survivors = selection(processes.all());
      if (survivors.length > 0) return { kind: 'unkillable', survivors, why: 'state D' };
      if (quarry.length === 0) return { kind: 'nothing' };
      return { kind: 'ended', count: quarry.length, forced: false, durationMs: 100 };
    },
    wake: (selection) => {
      for (const { pid } of selection(processes.all())) host.effects.push(`wake ${pid}`);
    },
    findStartFault: ({ env }) => host.startFaults.get(String(env.WATCHDOG_KEY)),
    examine: async (pids) => pids.map((pid) => ({ pid, command: 'web', parts: [['status', 'State: S']] })),
    keepIncident: async (incident) => {
      if (host.isDiskFull) return 'ENOSPC: no space left on device';
      host.incidents.push(incident);
      return undefined;
    },
    prepareStart: () => turn(),
    launch: (spec, _, onSpawned) => launch(host, spec, onSpawned),
    runScript: (spec) => runScript(host, spec),
  };
  return host;
}

function beatOf(pid: number, timestampMs: number): HeartbeatReading {
  const heartbeat = { pid, timestampMs, status: 'running', iteration: 1, progress: undefined };
  return {
    kind: 'read',
    heartbeat: { ...heartbeat, instance: undefined, foreignKey: undefined },
    ownerUid: 1000,
  };
}

async function launch(
  host: FakeHost,
  spec: RunSpec,
  onSpawned: Parameters<Host['launch']>[2],
): Promise<LaunchOutcome> {
  const key = String(spec.env.WATCHDOG_KEY);
  const program = host.programs.get(key) ?? { beats: true };
  host.effects.push(`launch ${key}`);
  await (program.spawnedAfter ?? turn());
  if (program.notStarted !== undefined) return { kind: 'not_started', why: program.notStarted };
  const leader = host.processes.begin({ marks: { key, instance: spec.env.WATCHDOG_INSTANCE } });
  if (program.beats) host.beat(String(spec.env.WATCHDOG_HEARTBEAT_FILE), leader.pid);
  host.midway(`${key} is spawned`);
  const refusal = onSpawned(leader);
  if (refusal !== undefined) {
    host.processes.end(leader.pid);
    return { kind: 'not_started', why: refusal };
  }
  await (program.until ?? turn());
  if (program.exitCode === undefined && host.processes.get(leader.pid)) return { kind: 'running', leader };
  if (program.leavesOne) host.processes.begin({ marks: { ...leader.marks }, sid: leader.sid });
  host.processes.end(leader.pid);
  return { kind: 'exited', exitCode: program.exitCode ?? 1, signal: undefined, outputTail: 'last words' };
}

async function runScript(host: FakeHost, spec: RunSpec): Promise<ScriptOutcome> {
  const name = String(spec.argv[0]);
  const program = host.programs.get(name) ?? {};
  host.effects.push(`script ${name}`);
  await (program.spawnedAfter ?? turn());
  if (program.notStarted !== undefined) return { kind: 'not_started', why: program.notStarted };
  const marks = { key: spec.env.WATCHDOG_KEY, step: spec.env.WATCHDOG_STEP };
  const { pid } = host.processes.begin({ marks });
  const ended = host.processes.ended(pid);
  host.midway(`${name} runs`);
  void (program.until ?? turn()).then(() =>
    host.processes.end(pid, { exitCode: program.exitCode ?? 0, signal: undefined }),
  );
  const how = await ended;
  return program.overruns
    ? { kind: 'timed_out', outputTail: 'still at it', survivors: program.survivors }
    : { kind: 'exited', ...how, outputTail: 'last words' };
}
