// What crash points are tried on: one piece of work of the program, how its stage is set, and what is promised of it.

import type { Entry } from '../config-document.ts';
import type { CommittedRows } from './committed-rows.ts';
import type { ActName } from './fewest.ts';
import type { Hit } from './inject.ts';
import type { Stage } from './stage.ts';

/** What was seen right after the fault. */
export interface Aftermath {
  readonly hit: Hit;
  /** What is committed by then; absent where there is no database that can be read. */
  readonly rows: CommittedRows | undefined;
}

/** One piece of work of the program, to be interrupted at each of its system calls. Broken promises are told in words. */
export interface Act {
  /** The first part of the name of each of its points, and of its test file. */
  readonly name: ActName;
  /** Rows of the catalogue of faults, and what is interrupted: `R5 a tick that …`. */
  readonly title: string;
  readonly service: Entry;
  /** What Node runs on its stages, where that is not the built program, which only lays the ground. */
  program?(): Promise<readonly string[]>;
  /** Prepares once what every stage begins with; nothing of it may run on. */
  lay?(stage: Stage): Promise<unknown>;
  /** Makes the stage ready, before each point. */
  set(stage: Stage): unknown;
  /** The words of the invocation that is interrupted. */
  readonly words: readonly string[];
  /** What else must hold right after the fault. */
  hit?(stage: Stage, aftermath: Aftermath): readonly string[];
  /** Goes on without a fault until all should be well. */
  goOn(stage: Stage, aftermath: Aftermath): Promise<readonly string[]>;
  /** The processes with a cookie that live in the end. */
  readonly size: number;
  /** What else must hold in the end. */
  end?(stage: Stage): readonly string[];
}
