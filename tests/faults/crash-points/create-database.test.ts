// The very first check, which makes the database with its schema, is interrupted at any of its system calls.

import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { upWhenQuiet } from '../../support/crash-points/promises.ts';

enumeratePoints({
  name: 'create-database',
  title: 'S5 N3 a check that makes the database',
  service: { program: 'beat' },
  set: () => undefined,
  words: ['check'],
  hit: upWhenQuiet,
  goOn: upWithin(2),
  size: 1,
});
