// Waits until services that were just started are healthy. It only looks: no lease is needed, and no tick is made.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, Service } from '../config/config.ts';
import { patienceSeconds } from '../core/checks/proof.ts';
import type { Answer } from './answer.ts';
import { lookClosely } from './look.ts';
import { openHost } from './open-world.ts';
import { readRecord } from './reader-of.ts';
import type { ServiceReport } from './service-report.ts';
import type { Surroundings } from './surroundings.ts';

const POLL_MS = 200;

/** The answers, each of a successful start amended by whether the service became healthy within its grace. */
export async function awaitHealthy(
  answers: readonly Answer[],
  config: Config,
  surroundings: Surroundings,
): Promise<readonly Answer[]> {
  const host = openHost();
  const asked = new Set(answers.filter(({ ok }) => ok).map(({ key }) => key));
  const beganMs = host.now().monotonicMs;
  for (;;) {
    const waitedSeconds = (host.now().monotonicMs - beganMs) / 1000;
    const { services: reports } = await lookClosely({ config, host, record: readRecord(config) }, (key) =>
      asked.has(key),
    );
    const amended = answers.map((answer) =>
      answer.ok ? amend(answer, { config, reports, waitedSeconds }) : answer,
    );
    if (surroundings.isStopping() || amended.every((answer) => answer !== undefined)) {
      return amended.map((answer, index) => answer ?? (answers[index] as Answer));
    }
    await sleep(POLL_MS);
  }
}

interface Progress {
  readonly config: Config;
  readonly reports: readonly ServiceReport[];
  readonly waitedSeconds: number;
}

/** The answer with what became of the service; undefined while that is open. */
function amend(answer: Answer, { config, reports, waitedSeconds }: Progress): Answer | undefined {
  const report = reports.find(({ key }) => key === answer.key);
  if (report?.verdict === 'healthy') {
    return { ...answer, message: `${answer.message}; healthy (pid ${report.pid})` };
  }
  // No look is taken at it, so that nothing will ever be seen.
  if (report?.state === 'disabled') return answer;
  const service = config.services.find(({ key }) => key === answer.key) as Service;
  const isDead = report !== undefined && report.verdict !== 'starting' && report.verdict !== 'unknown';
  if (waitedSeconds <= patienceSeconds(service, service.checks) && !isDead) return undefined;
  return { ...answer, ok: false, message: `${answer.message}; not healthy: ${report?.detail}` };
}
