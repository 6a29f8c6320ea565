// Where the options stand in a config file that people read: in the file as it is at this moment.

import { optionFinder } from '../../config/option-place.ts';
import { readConfigText } from '../../config/read-file.ts';
import type { Measure } from '../../core/explain/measure.ts';
import type { ExplainedMeasure } from './explanation.ts';

/** Finds where options of an entry of `processes` are written. */
export type Places = ReturnType<typeof optionFinder>;

/** The places in the config file at `path`. */
export function placesIn(path: string): Places {
  return optionFinder(readConfigText(path).text);
}

/** Measures with the places of their limits. */
export function withPlaces(
  measures: readonly Measure[],
  entry: string,
  places: Places,
): readonly ExplainedMeasure[] {
  return measures.map(({ option, ...measure }) =>
    option === undefined ? measure : { ...measure, option: option.join('.'), place: places(entry, option) },
  );
}
