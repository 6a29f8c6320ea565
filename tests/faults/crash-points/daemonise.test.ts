// A tick that starts a service which daemonises is interrupted at any of its system calls.

import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { upWhenQuiet } from '../../support/crash-points/promises.ts';

enumeratePoints({
  name: 'daemonise',
  title: 'R5 N3 a tick that starts what daemonises',
  service: { program: 'daemonise' },
  lay: (stage) => stage.check(),
  set: () => undefined,
  words: ['check'],
  hit: upWhenQuiet,
  goOn: upWithin(2),
  size: 1,
});
