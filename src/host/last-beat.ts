// What a heartbeat file says to whoever counts on from it. Total; knows no file.

/** As much of a beat as the next one of the same start goes on with. */
export interface LastBeat {
  readonly key: unknown;
  readonly pid: unknown;
  readonly instance: unknown;
  /** 0 where it tells none. */
  readonly iteration: number;
  readonly progress: number | undefined;
}

/** Reads the text of a heartbeat file; undefined where it is none. */
export function parseLastBeat(text: string): LastBeat | undefined {
  const document = documentIn(text);
  if (typeof document !== 'object' || document === null) return undefined;
  const { process_key, pid, instance, iteration, progress }: Fields = { ...document };
  const isCount = Number.isSafeInteger(iteration) && (iteration as number) >= 0;
  return {
    key: process_key,
    pid,
    instance,
    iteration: isCount ? (iteration as number) : 0,
    progress: Number.isFinite(progress) ? (progress as number) : undefined,
  };
}

type Field = 'process_key' | 'pid' | 'instance' | 'iteration' | 'progress';
type Fields = { readonly [name in Field]?: unknown };

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
