// An invocation that can die at any of its effects. From that instant on nothing it tries has any effect, as with SIGKILL.

/** The life of one invocation. */
export interface Life {
  /** What was done, or begun, in its order. */
  readonly deeds: string[];
  isOver: boolean;
  /** Passes on to a deed; throws when it is the one at which we die, or when we are dead. */
  to(deed: string): void;
}

/** Thrown into what a dead invocation was doing. */
export class SuddenDeath extends Error {}

/** A life that ends before its deed number `last`, counted from 0. */
export function createLife(last = Number.POSITIVE_INFINITY): Life {
  const life: Life = {
    deeds: [],
    isOver: false,
    to: (deed) => {
      if (life.deeds.length === last) life.isOver = true;
      if (life.isOver) throw new SuddenDeath(`dead before: ${deed}`);
      life.deeds.push(deed);
    },
  };
  return life;
}

type Methods = Readonly<Record<string, unknown>>;

/** The same object; each of the named calls is a deed, and after death every call fails. */
export function mortal<T extends object>(target: T, life: Life, deeds: readonly (keyof T & string)[]): T {
  const isDeed = new Set<string>(deeds);
  return new Proxy(target, {
    get: (_, name: string) => {
      const found = (target as Methods)[name];
      if (typeof found !== 'function') return found;
      return (...words: unknown[]) => {
        if (isDeed.has(name)) life.to(name);
        else if (life.isOver) throw new SuddenDeath(name);
        const result: unknown = found(...words);
        // What nobody waits for must not trouble the tests when it dies.
        if (result instanceof Promise) result.catch(() => undefined);
        return result;
      };
    },
  });
}
