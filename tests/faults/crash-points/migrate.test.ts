// The first check of a later version, which brings the schema of the database up to date, is interrupted at any of its system calls.
// There is no later version yet: it is this one with one more migration, run by the product's own code on a database that this one
// has made.

import { onCopy } from '../../support/crash-points/committed-rows.ts';
import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { start } from '../../support/crash-points/incumbent.ts';
import { NEXT_VERSION, nextVersion } from '../../support/crash-points/next-version.ts';
import type { Stage } from '../../support/crash-points/stage.ts';

/** Of the three things that the migration changes either none is there, or all and the new version. */
function halfMigrated(stage: Stage): readonly string[] {
  const found = onCopy(stage, (database) => {
    const count = (sql: string) => database.prepare(sql).pluck().get();
    return [
      count('PRAGMA user_version') === NEXT_VERSION,
      count("SELECT count(*) FROM sqlite_schema WHERE name = 'remarks'") === 1,
      count("SELECT count(*) FROM pragma_table_info('services') WHERE name = 'remark'") === 1,
    ];
  });
  const isWhole = found === undefined || new Set(found).size === 1;
  return isWhole ? [] : [`the schema is changed in part: ${found.join(', ')}`];
}

function isMigrated(stage: Stage): boolean {
  return stage.rows('PRAGMA user_version')[0]?.user_version === NEXT_VERSION;
}

enumeratePoints({
  name: 'migrate',
  title: 'S13 N3 a check that migrates the database',
  service: { program: 'beat' },
  program: nextVersion,
  lay: (stage) => stage.check(),
  set: async (stage) => {
    await start(stage, 'beat');
    stage.spared.push(...stage.incumbents);
  },
  words: ['check'],
  hit: halfMigrated,
  goOn: upWithin(2),
  size: 1,
  end: (stage) => {
    const [row] = isMigrated(stage) ? stage.rows('SELECT remark FROM services JOIN remarks USING (key)') : [];
    return row?.remark === 'web was here' ? [] : ['it is not migrated'];
  },
});
