// A tick that finds its service well is interrupted at any of its system calls: whatever it could not look at, nobody is ended or
// started for it.

import { enumeratePoints } from '../../support/crash-points/enumerate.ts';
import { upWithin } from '../../support/crash-points/going-on.ts';
import { startOnRecord } from '../../support/crash-points/incumbent.ts';
import type { Stage } from '../../support/crash-points/stage.ts';

function recoveriesOfOurOwn(stage: Stage): readonly string[] {
  return stage
    .rows("SELECT detail FROM recoveries WHERE purpose = 'recover'")
    .map(({ detail }) => `it was well, and was recovered: ${detail}`);
}

enumeratePoints({
  name: 'leave-alone',
  title: 'I5 N3 a tick that finds a service well',
  service: { program: 'beat' },
  set: async (stage) => {
    await startOnRecord(stage);
    stage.spared.push(...stage.incumbents);
  },
  words: ['check'],
  goOn: upWithin(1),
  size: 1,
  end: recoveriesOfOurOwn,
});
