// Writes a first config, with comments for whoever goes on with it. Knows no file.

/** A service as it is to be written. */
export interface Draft {
  readonly key: string;
  /** What is said about it, a line each. */
  readonly remarks: readonly string[];
  readonly heartbeatPath: string;
  /** A line for the shell, or words; absent where somebody has yet to say it. */
  readonly start: string | readonly string[] | undefined;
  /** Absent for the folder of the config. */
  readonly cwd: string | undefined;
  /** Absent for whoever runs the watchdog. */
  readonly user: string | undefined;
}

const HEAD = `  // Made by \`watchdog init\`. Paths are relative to the folder of this file; \`watchdog validate\` checks it.
  // All options, and what they are when nothing is said: docs/configuration.md.
`;

const DEFAULTS = `
  // What services share; one that says otherwise wins.
  "defaults": {
    // A heartbeat older than this is stale: at least twice the time between two beats, and between two checks.
    "timeout_seconds": 120
  },

  // The services to keep alive, by key.
  "processes": {
`;

/** The text of a config with these services; those without a start are in it as comments, to be completed. */
export function configText(drafts: readonly Draft[], schemaPath: string | undefined): string {
  const schema = schemaPath === undefined ? '' : `  "$schema": ${JSON.stringify(schemaPath)},\n`;
  const whole = drafts.filter(({ start }) => start !== undefined).map(entryOf);
  const rest = drafts.filter(({ start }) => start === undefined).map(unfinished);
  return `{\n${HEAD}${schema}${DEFAULTS}${[whole.join(',\n\n'), ...rest].filter((text) => text !== '').join('\n\n')}\n  }\n}\n`;
}

function entryOf({ key, remarks, heartbeatPath, start, cwd, user }: Draft): string {
  const options = {
    heartbeat_path: heartbeatPath,
    ...(cwd !== undefined && { cwd }),
    ...(user !== undefined && { user }),
    commands: { start },
  };
  const lines = Object.entries(options).map(
    ([name, value]) => `      ${JSON.stringify(name)}: ${inOneLine(value)}`,
  );
  return [
    ...remarks.map((remark) => `    // ${remark}`),
    `    ${JSON.stringify(key)}: {`,
    lines.join(',\n'),
    '    }',
  ].join('\n');
}

function unfinished(draft: Draft): string {
  const told = entryOf({ ...draft, remarks: [], start: '…' });
  const commented = told.split('\n').map((line) => `    //${line.slice(3)}`);
  const remarks = draft.remarks.map((remark) => `    // ${remark}`);
  return [
    ...remarks,
    '    // Say how it is started, and take the slashes (and put the comma) away:',
    ...commented,
  ].join('\n');
}

/** As people write short objects and lists. */
function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${inOneLine(one)}`);
  return `{ ${entries.join(', ')} }`;
}
