// What a rule has looked at, in words: a value, its limit, and where that is set.

import type { ExplainedMeasure } from '../../commands/explain/explanation.ts';

/** Some measures in one line; `file` is what the config file is called. */
export function tellMeasures(measures: readonly ExplainedMeasure[], file: string): string {
  return measures.map((measure) => `${measure.name}: ${tellValue(measure, file)}`).join('; ');
}

/** A value, what it is held against, and what says so. */
export function tellValue(measure: ExplainedMeasure, file: string): string {
  const { value, limit, unit } = measure;
  const seconds = unit === 'seconds' ? ' s' : '';
  const measured = value === undefined ? '-' : `${value}${seconds}`;
  if (limit === undefined) return measured + tellPlace(measure, file);
  const held = typeof limit === 'number' ? `${limit}${seconds}` : limit;
  return `${measured}, limit ${held}${tellPlace(measure, file)}`;
}

/** That an option has its default is of interest where it is a limit. */
function tellPlace({ limit, option, place }: ExplainedMeasure, file: string): string {
  if (option === undefined) return '';
  if (place !== undefined) return ` (${option}, ${file}:${place.line})`;
  return limit === undefined ? '' : ` (${option}, default)`;
}
