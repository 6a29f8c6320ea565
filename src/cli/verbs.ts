// Every verb, in the order of the help; the parser is built from this list, and whatever else tells of the command line.

import type { Verb } from './verb.ts';
import { alertVerb } from './verbs/alert.ts';
import { beatVerb } from './verbs/beat.ts';
import { checkVerb } from './verbs/check.ts';
import { completionVerb } from './verbs/completion.ts';
import { cronVerb } from './verbs/cron.ts';
import { doVerb } from './verbs/do.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { eventsVerb } from './verbs/events.ts';
import { explainVerb } from './verbs/explain.ts';
import { historyVerb } from './verbs/history.ts';
import { holdVerb } from './verbs/hold.ts';
import { initVerb } from './verbs/init.ts';
import { launchdVerb } from './verbs/launchd.ts';
import { logVerb } from './verbs/log.ts';
import { logsVerb } from './verbs/logs.ts';
import { menuVerb } from './verbs/menu.ts';
import { metricsVerb } from './verbs/metrics.ts';
import { offVerb } from './verbs/off.ts';
import { onVerb } from './verbs/on.ts';
import { orphansVerb } from './verbs/orphans.ts';
import { planVerb } from './verbs/plan.ts';
import { recoverVerb } from './verbs/recover.ts';
import { releaseVerb } from './verbs/release.ts';
import { replayVerb } from './verbs/replay.ts';
import { restartVerb } from './verbs/restart.ts';
import { restartAllVerb } from './verbs/restart-all.ts';
import { runVerb } from './verbs/run.ts';
import { simulateVerb } from './verbs/simulate.ts';
import { startAllVerb } from './verbs/start-all.ts';
import { statusVerb } from './verbs/status.ts';
import { stopAllVerb } from './verbs/stop-all.ts';
import { summaryVerb } from './verbs/summary.ts';
import { systemdVerb } from './verbs/systemd.ts';
import { tuneVerb } from './verbs/tune.ts';
import { validateVerb } from './verbs/validate.ts';

/** Every verb. */
export const VERBS: readonly Verb[] = [
  checkVerb,
  onVerb,
  offVerb,
  restartVerb,
  recoverVerb,
  doVerb,
  holdVerb,
  releaseVerb,
  startAllVerb,
  stopAllVerb,
  restartAllVerb,
  statusVerb,
  historyVerb,
  summaryVerb,
  eventsVerb,
  logsVerb,
  logVerb,
  explainVerb,
  metricsVerb,
  menuVerb,
  orphansVerb,
  validateVerb,
  initVerb,
  alertVerb,
  cronVerb,
  systemdVerb,
  launchdVerb,
  doctorVerb,
  beatVerb,
  planVerb,
  runVerb,
  simulateVerb,
  tuneVerb,
  completionVerb(() => VERBS),
  replayVerb,
];
