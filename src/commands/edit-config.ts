// Edits the config file for its operator: one option, with all else kept, and only to what every verb would take.

import type { Config } from '../config/config.ts';
import type { Edit } from '../config/edit/edit.ts';
import { editText } from '../config/edit/edit-text.ts';
import { changedMeanwhile, replaceFile } from '../config/edit/replace-file.ts';
import { interpretConfig } from '../config/load.ts';
import { readConfigText } from '../config/read-file.ts';

/** What may be edited. */
export type ConfigEdit = Edit;

/** Edits the file as it was when that config was read. Throws ConfigError, and then it is as before: edited since, wrong, or not ours to write. */
export function editConfig(edit: Edit, { path, stamp: seen }: Pick<Config, 'path' | 'stamp'>): void {
  const { text, stamp } = readConfigText(path);
  if (stamp === undefined || stamp.text !== seen) throw changedMeanwhile(path);
  const edited = editText(text, edit);
  interpretConfig(edited, path);
  replaceFile(path, edited, stamp.text);
}
