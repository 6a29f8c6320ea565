/** Puts a piece of the schema into words: what the messages expect, and what the documentation's table shows. */

/** The parts of a schema that say what a value may be. */
export interface Describable {
  readonly type?: string | readonly string[];
  readonly expected?: string;
  readonly enum?: readonly string[];
  readonly unit?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  /** What each is, or what each by its place is. */
  readonly items?: Describable | readonly Describable[];
}

/** What a value must be, as it follows “expected”. */
export function describeSchema(schema: Describable): string {
  if (schema.expected !== undefined) return schema.expected;
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return describeNumber(schema);
    case 'array':
      return schema.items !== undefined && 'expected' in schema.items
        ? `a list, each ${schema.items.expected}`
        : 'a list of texts';
    case 'object':
      return 'an object';
    default:
      return 'text';
  }
}

function describeNumber({ type, unit, minimum, exclusiveMinimum, maximum }: Describable): string {
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  const range =
    exclusiveMinimum === undefined
      ? `from ${minimum} to ${maximum}`
      : `above ${exclusiveMinimum}, at most ${maximum}`;
  return `${noun}${unit === undefined ? '' : ` of ${unit}`} ${range}`;
}
