// Services brought to where a test begins: running, dead, hung, or in the middle of their recovery.

import { eventually } from './eventually.ts';
import { createGate, type Gate } from './gate.ts';
import { heartbeatOf } from './supervised-service.ts';
import type { Shift, Stage } from './supervision-shift.ts';

/** An invocation whose recovery of web is at its first script, which runs until the gate is opened. */
export interface AmidScript {
  readonly shift: Shift;
  readonly gate: Gate;
  /** Its end; must be waited for. */
  readonly done: ReturnType<Shift['run']>;
}

/** Ways to bring services where a test wants them; each answers when they are there. */
export interface Cast {
  /** A process of the service that an earlier invocation started, recorded and beating. */
  running(key: string): Promise<number>;
  /** The same for every service of the config. */
  allRunning(): Promise<void>;
  /** All run, one more pass has found them healthy, and what was told until now is forgotten. */
  calm(): Promise<void>;
  /** A service that ran, and whose process has ended. */
  dead(key: string): Promise<void>;
  /** A service that ran, and whose process lives on and beats no more since 100 s. */
  hung(key: string): Promise<number>;
  /** Every service ran, and web, which is dead, is being recovered. */
  amidScript(schedule?: Parameters<Shift['run']>[0]): Promise<AmidScript>;
  /** Lets services beat no more from now on. */
  hang(...keys: readonly string[]): void;
  /** Invocations of one pass, one after another, each some seconds after the last. */
  ticks(count: number, seconds?: number): Promise<void>;
  /** Waits until something is among the effects on the host. */
  effect(what: string): Promise<unknown>;
}

/** The cast of one stage. */
export function castOf(stage: Stage & { begin(): Shift }): Cast {
  const { host, record, log } = stage;
  const cast: Cast = {
    running: async (key) => {
      const { world, ...shift } = stage.begin();
      world.requests.add('on', key, 'ann');
      await shift.run({ passes: 'none' });
      await shift.run();
      host.effects.length = 0;
      record.meddle('DELETE FROM recoveries');
      const pid = host.processes.of(key)[0]?.pid;
      if (pid === undefined) throw new Error(`${key} was not started`);
      return pid;
    },
    allRunning: async () => {
      for (const { key } of stage.config.services) await cast.running(key);
    },
    calm: async () => {
      await cast.allRunning();
      await cast.ticks(1);
      record.meddle('DELETE FROM events');
      log.length = 0;
    },
    dead: async (key) => {
      host.processes.end(await cast.running(key));
    },
    hung: async (key) => {
      const pid = await cast.running(key);
      cast.hang(key);
      host.clock.pass(100);
      return pid;
    },
    amidScript: async (schedule = {}) => {
      const gate = createGate();
      await cast.allRunning();
      await cast.dead('web');
      host.programs.set('web.clean', { until: gate.lasts });
      const shift = stage.begin();
      const done = shift.run(schedule);
      await cast.effect('script web.clean');
      return { shift, gate, done };
    },
    hang: (...keys) => {
      for (const key of keys) host.hang(heartbeatOf(key));
    },
    ticks: async (count, seconds = 30) => {
      for (let tick = 0; tick < count; tick += 1) {
        host.clock.pass(seconds);
        await stage.begin().run();
      }
    },
    effect: (what) => eventually(what, () => host.effects.includes(what)),
  };
  return cast;
}
