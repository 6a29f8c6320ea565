// `watchdog replay`: what would have been done by other settings, by what is on record. Changes nothing.

import { resolve } from 'node:path';
import type { Config, Service } from '../../config/config.ts';
import { interpretConfig } from '../../config/load.ts';
import { readConfigText } from '../../config/read-file.ts';
import { type Compared, compareIncident } from '../../core/replay/compare.ts';
import { type Recording, type Replayed, replay as replayAll } from '../../core/replay/replay.ts';
import type { Verdict } from '../../core/verdict.ts';
import { ConfigError } from '../../errors.ts';
import type { History } from '../../store/history/history.ts';
import { withHistory } from '../history/open-past.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { Surroundings } from '../surroundings.ts';

/** One incident in which there was, or would have been, a recovery. */
export interface ReplayedIncident extends Compared {
  readonly from: string;
  readonly verdict: Verdict;
  readonly recorded: string | undefined;
  readonly replayed: string | undefined;
}

/** What would have become of one service. */
export interface ReplayedService {
  readonly key: string;
  readonly looks: number;
  /** Looks of which the record does not tell what they would have meant. */
  readonly untold: number;
  readonly incidents: readonly ReplayedIncident[];
}

/** What `replay` tells. */
export interface ReplayReport {
  /** The settings of which the record is, and the other ones. */
  readonly path: string;
  readonly other: string;
  readonly since: string;
  readonly services: readonly ReplayedService[];
  /** Services of the other settings of which nothing can be on record. */
  readonly unknown: readonly string[];
}

/** How far back, and by which file; without one, by the config that the command line names. */
export interface ReplayTerms {
  readonly file: string | undefined;
  readonly sinceMs: number;
}

/** Replays the record by other settings. Throws ConfigError and StoreError. */
export function replay({ file, sinceMs }: ReplayTerms, surroundings: Surroundings): ReplayReport {
  const { config, other } = settingsOf(file, surroundings);
  const known = new Map(config.services.map((service) => [service.key, service]));
  const isKnown = ({ key }: Service) => known.has(key);
  return withHistory(config, (record) => {
    const recordings = other.services
      .filter(isKnown)
      .map((service) =>
        recordingOf(record, { service, recorded: known.get(service.key) ?? service, sinceMs }),
      );
    return {
      path: config.path,
      other: other.path,
      since: told(sinceMs) ?? '',
      services: replayAll(recordings, other).map((one) => ({ ...one, incidents: incidentsOf(one) })),
      unknown: other.services.filter((service) => !isKnown(service)).map(({ key }) => key),
    };
  });
}

/** The config whose record it is, and the other one; where only `--config` names one, that is the other to the one in its usual place. */
function settingsOf(file: string | undefined, surroundings: Surroundings): { config: Config; other: Config } {
  const named = openLastConfig(surroundings, { isActing: false });
  if (file !== undefined) return { config: named, other: loadOther(resolve(surroundings.cwd, file)) };
  const usual = surroundings.configPath === undefined ? undefined : usualConfig(surroundings);
  return { config: usual ?? named, other: named };
}

function usualConfig(surroundings: Surroundings): Config | undefined {
  try {
    return openLastConfig({ ...surroundings, configPath: undefined }, { isActing: false });
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function loadOther(path: string): Config {
  return interpretConfig(readConfigText(path, 'a config with other settings').text, path);
}

function recordingOf(
  record: History | undefined,
  { service, recorded, sinceMs }: { service: Service; recorded: Service; sinceMs: number },
): Recording {
  const { key } = service;
  const recoveries = record?.recoveries(key, sinceMs) ?? [];
  const ours = recoveries.filter(({ purpose }) => purpose === 'recover');
  const starts = recoveries.flatMap(({ steps }) => steps.filter(({ action }) => action === 'start'));
  return {
    service,
    recordedTimeoutSeconds: recorded.timeoutSeconds,
    looks: record?.looks(key, sinceMs) ?? [],
    recoveredAtMs: ours.map(({ begunAtMs }) => begunAtMs),
    startedAtMs: starts.flatMap(({ begunAtMs }) => begunAtMs ?? []),
  };
}

function incidentsOf({ incidents }: Replayed): readonly ReplayedIncident[] {
  return incidents.map((incident) => ({
    ...compareIncident(incident),
    from: told(incident.fromMs) ?? '',
    verdict: incident.verdict,
    recorded: told(incident.recordedMs),
    replayed: told(incident.replayedMs),
  }));
}

function told(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
