// Writes the property list by which launchd starts us. Knows nothing of where it is kept.

import type { UnitJob } from './systemd-units.ts';

// launchd starts nothing more often than that.
const LEAST_SECONDS = 10;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The property list of an agent or a daemon; `name` is its label. */
export function launchdPlist(job: UnitJob): string {
  const { name, node, program, configPath, searchPath, every, intervalSeconds } = job;
  const repeated = every === undefined ? [] : ['--every', every];
  const words = [node, program, '-c', configPath, 'check', ...repeated];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  ${textOf(name)}
  <key>ProgramArguments</key>
  <array>
${words.map((word) => `    ${textOf(word)}`).join('\n')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    ${textOf(searchPath)}
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>StartInterval</key>
  <integer>${every === undefined ? Math.max(LEAST_SECONDS, Math.round(intervalSeconds)) : LEAST_SECONDS}</integer>
  <!-- What we have started lives on when we end. -->
  <key>AbandonProcessGroup</key>
  <true/>
</dict>
</plist>
`;
}

function textOf(text: string): string {
  return `<string>${text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')}</string>`;
}
