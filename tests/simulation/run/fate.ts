// What may become of an invocation before any of its deeds: it dies there, or stands still for a while.

import type { Site } from '../invocation/invocation.ts';
import { assertAlive, type Life, SuddenDeath } from '../invocation/life.ts';
import type { Mood } from '../services/mood.ts';
import { current } from '../world/kernel.ts';
import type { Machine } from '../world/machine.ts';
import type { Random } from './random.ts';
import type { Story } from './story.ts';

/** Comes over invocations. */
export interface Fate {
  /** Comes before a deed; throws when it does not come to pass. */
  before(deed: string, life: Life): void;
  /** Ends whoever holds the lease, in the middle of whatever it does. */
  killHolder(): void;
}

/** What fate is made from. */
export interface Scene {
  readonly machine: Machine;
  readonly random: Random;
  readonly mood: Mood;
  readonly story: Story;
}

const PAUSE_PROBABILITY = 0.004;
const LONGEST_PAUSE_MS = 60_000;

/** The fate of all who work at a site. */
export function createFate(scene: Scene, site: () => Site): Fate {
  const { random, mood, story, machine } = scene;
  const killHolder = () => {
    const { holder } = site();
    if (holder !== undefined) kill(holder, machine);
  };
  return {
    killHolder,
    before: (deed, life) => {
      assertAlive(life);
      site().oracle.acts(deed, life);
      life.deeds += 1;
      if (life.deeds > life.lastDeed) {
        story.count('an invocation is killed between two effects');
        story.tell(`* ${life.name} is killed before: ${deed}`);
        killHolder();
        throw new SuddenDeath(deed);
      }
      // A signal comes in one breath with the look at whom it would hit.
      const mayPause = !deed.startsWith('signal') && !mood.isCalm;
      if (mayPause && random.happens(PAUSE_PROBABILITY)) pause(life, scene);
    },
  };
}

function kill(life: Life, { processes }: Machine): void {
  life.state = 'dead';
  const it = processes.find(life.pid);
  if (it?.role === 'watchdog') processes.end(it, { exitCode: undefined, signal: 'SIGKILL' });
}

/** The invocation stands still, and the world goes on. */
function pause(life: Life, { machine, random, story }: Scene): void {
  const ms = random.whole(1, LONGEST_PAUSE_MS);
  story.count('an invocation is stopped for a while');
  story.tell(`* ${life.name} stands still for ${ms / 1000} s`);
  machine.pass(ms);
  life.stoppedMs += ms;
  assertAlive(life);
  current().life = life;
}
