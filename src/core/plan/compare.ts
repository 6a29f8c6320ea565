// What differs between two sets of settings, option by option. Knows not what the options mean.

/** One option that is said otherwise; absent where nothing is said of it. */
export interface OptionChange {
  /** With dots: `restart_policy.max_restarts`. */
  readonly option: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Settings = Readonly<Record<string, unknown>>;

/** Every option that differs, in the order of the names. */
export function compare(before: Settings, after: Settings): readonly OptionChange[] {
  const [old, young] = [flat(before), flat(after)];
  const options = [...new Set([...old.keys(), ...young.keys()])].sort();
  return options
    .map((option) => ({ option, before: old.get(option), after: young.get(option) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function flat(settings: Settings, prefix = ''): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(settings).flatMap(([name, value]): (readonly [string, unknown])[] =>
      isSettings(value) ? [...flat(value, `${prefix}${name}.`)] : [[`${prefix}${name}`, value]],
    ),
  );
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
