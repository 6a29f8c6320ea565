// A tick that recovers a dead service is interrupted at any of its system calls. The last heartbeat names a pid that has
// passed on to a bystander.

import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { upWhenQuiet } from '../../support/crash-points/promises.ts';

enumeratePoints({
  name: 'recover',
  title: 'R5 R6 N3 a tick that recovers a dead service',
  service: { program: 'beat' },
  lay: (stage) => stage.check(),
  set: (stage) => stage.heartbeat('web', { age: 60, pid: stage.bystander.pid }),
  words: ['check'],
  hit: upWhenQuiet,
  goOn: upWithin(2),
  size: 1,
});
