/**
 * The rules that no schema can say, because they hold between fields: a list of small functions, each of which tells all
 * that it finds. They do not know how the file was written; `draft.ts` hands them what can be trusted.
 */
import {
  actionsHaveCommands,
  disabledActionsExist,
  killIsBuiltIn,
  sharedDisabledActionsExist,
  startIsThere,
} from './action-rules.ts';
import { loginsAreWhole, quietHoursHaveALength, timeZonesExist } from './alerts/alert-rules.ts';
import {
  checkNamesAreUnique,
  connectionsHaveOnePlace,
  failuresFitTheirWindow,
  servicesAreWatched,
} from './check-rules.ts';
import { fallbacksOnlyLook } from './checks/fallback-rules.ts';
import { requestsCanBeMade } from './checks/http-rules.ts';
import { logsAreReadForSomething } from './checks/log-rules.ts';
import { patternsCanBeUsed } from './checks/pattern-rules.ts';
import { readinessAnswers, readinessIsAskedInTime, readinessIsNoWarning } from './checks/readiness-rules.ts';
import { dependenciesExist, dependenciesHaveNoCycle } from './dependency-rules.ts';
import type { Draft } from './draft.ts';
import { filesAreNotShared, outputsAreNotDailyLogs } from './file-rules.ts';
import { type Finding, MOST_TOLD } from './finding.ts';
import { groupsHaveMembers } from './group-rules.ts';
import { disksHaveALimit } from './host-rules.ts';
import { instancesHaveFreeKeys, portsAreInRange } from './instance-rules.ts';
import { windowsComeAndGo } from './maintenance-rules.ts';
import { managersFindTheProcess, managersHoldTheirPorts, managersServeOneEach } from './manager-rules.ts';
import { measuresStandAlone, progressHasOneSource, resourcesHaveLimits } from './measure-rules.ts';
import { backoffFitsItsLimit, exitCodesSayOneThing } from './policy-rules.ts';
import { processesAreFoundInOneWay } from './process-rules.ts';
import {
  escalationsDiffer,
  laddersEndWithKill,
  onlyCommandsHaveDeadlines,
  runStepsAreCommands,
  stepsSayOneThing,
} from './step-rules.ts';

const RULES: readonly ((draft: Draft) => Finding[])[] = [
  filesAreNotShared,
  outputsAreNotDailyLogs,
  backoffFitsItsLimit,
  exitCodesSayOneThing,
  startIsThere,
  killIsBuiltIn,
  stepsSayOneThing,
  onlyCommandsHaveDeadlines,
  runStepsAreCommands,
  laddersEndWithKill,
  escalationsDiffer,
  actionsHaveCommands,
  disabledActionsExist,
  sharedDisabledActionsExist,
  dependenciesExist,
  dependenciesHaveNoCycle,
  instancesHaveFreeKeys,
  portsAreInRange,
  groupsHaveMembers,
  windowsComeAndGo,
  servicesAreWatched,
  checkNamesAreUnique,
  failuresFitTheirWindow,
  connectionsHaveOnePlace,
  processesAreFoundInOneWay,
  resourcesHaveLimits,
  measuresStandAlone,
  progressHasOneSource,
  requestsCanBeMade,
  fallbacksOnlyLook,
  logsAreReadForSomething,
  patternsCanBeUsed,
  disksHaveALimit,
  readinessAnswers,
  readinessIsNoWarning,
  readinessIsAskedInTime,
  managersFindTheProcess,
  managersHoldTheirPorts,
  managersServeOneEach,
  timeZonesExist,
  quietHoursHaveALength,
  loginsAreWhole,
];

/** What the rules find wrong; rules that would only add to what is not told are not asked. */
export function checkRules(draft: Draft): Finding[] {
  const found: Finding[] = [];
  for (const rule of RULES) if (found.length < MOST_TOLD) found.push(...rule(draft));
  return found;
}
