// Reads the documents of alerts as they were stored: such a column can be edited by hand, and one that is spoilt must not keep others
// from being told.

import type { AlertDocument } from './document.ts';

const TEXTS = ['id', 'phase', 'topic', 'at', 'host', 'title', 'body'] as const;
const LEVELS: readonly unknown[] = ['info', 'warning', 'critical'];

/** The document; undefined where it is none. */
export function readStoredAlert(json: string): AlertDocument | undefined {
  try {
    const found: unknown = JSON.parse(json);
    return isDocument(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** As far as anything is done with it but to pass it on. */
function isDocument(value: unknown): value is AlertDocument {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Readonly<Record<string, unknown>>;
  const { recovery, outputTail, blackBox, level } = found;
  return (
    TEXTS.every((name) => typeof found[name] === 'string') &&
    LEVELS.includes(level) &&
    [outputTail, blackBox].every((text) => text === undefined || typeof text === 'string') &&
    (recovery === undefined || areSteps((recovery as { steps?: unknown } | null)?.steps))
  );
}

function areSteps(value: unknown): boolean {
  return Array.isArray(value) && value.every((step) => typeof step?.action === 'string');
}
