// The manual page, out of the table of verbs that makes the help. Knows no verb's work.

import type { Option, Verb } from '../verb.ts';

const HEAD = `.TH WATCHDOG 1 "" "watchdog-supervisor"
.SH NAME
watchdog \\- a process supervisor that owns nothing
.SH SYNOPSIS
.B watchdog
.RI [ verb ]
.RI [ options ]
.SH DESCRIPTION
Cron starts it every minute; it takes a lock, looks at every service of its config (heartbeat, process, checks), remembers failures in
SQLite, repairs what stays broken (kill, cleanup scripts, start), and exits. Kill it at any instant and nothing is lost: the
services run on, and the next invocation picks up where the record ends. Without a verb it is a
.BR check .
.SH OPTIONS
Every verb takes these, before or after it.
.TP
\\fB\\-c\\fR, \\fB\\-\\-config\\fR \\fIFILE\\fR
the config file (default: $WATCHDOG_CONFIG, ./config.json, $XDG_CONFIG_HOME/watchdog\\-supervisor/config.json, …)
.TP
\\fB\\-\\-json\\fR
print the result for programs
.TP
\\fB\\-h\\fR, \\fB\\-\\-help\\fR
how a verb is used
.TP
\\fB\\-V\\fR, \\fB\\-\\-version\\fR
which version it is
.SH VERBS`;

const TAIL = `.SH EXIT STATUS
.TP
.B 0
all is well
.TP
.B 1
a service is down, or something failed
.TP
.B 2
the command line or the config is wrong
.TP
.B 3
.RI ( status " KEY)"
the service is not running
.TP
.B 4
the database cannot be used
.TP
.B 5
a critical service is down
.TP
.B 70
a bug of ours, or no way to run here
.TP
.B 75
not served in time by the invocation at work
.SH ENVIRONMENT
.TP
.B WATCHDOG_CONFIG
the config file
.TP
.BR WATCHDOG_KEY ", " WATCHDOG_HEARTBEAT_FILE ", " WATCHDOG_TIMEOUT_SECONDS ", " WATCHDOG_INSTANCE ", " WATCHDOG_STARTED
what a started service finds about itself
.SH SEE ALSO
.BR crontab (5),
.BR systemd.timer (5)
`;

/** The page, in the language of man. */
export function manPage(verbs: readonly Verb[]): string {
  return [HEAD, ...verbs.flatMap(sectionOf), TAIL].join('\n');
}

function sectionOf(verb: Verb): readonly string[] {
  const [usage, ...aliases] = verb.usage;
  const rest = verb.takesCommand === true ? ' -- program …' : '';
  const also = aliases.length === 0 ? [] : [plain(`Also: ${aliases.join(', ')}.`)];
  return [
    `.SS "watchdog ${plain(usage + rest)}"`,
    line(`${upper(verb.describe)}.`),
    ...also,
    ...Object.entries(verb.positionals ?? {}).flatMap(([name, describe]) => [
      '.TP',
      `\\fI${plain(name)}\\fR`,
      line(describe),
    ]),
    ...Object.entries(verb.options).flatMap(optionLines),
    '.PP',
    line(`Exit codes: ${verb.exits}.`),
    '.PP',
    `Example: \\fBwatchdog ${plain(verb.example[0])}\\fR`,
    line(`(${verb.example[1]}).`),
  ];
}

function optionLines([name, { short, type, describe }]: [string, Option]): readonly string[] {
  const letter = short === undefined ? '' : `\\fB\\-${short}\\fR, `;
  const value = type === 'string' ? ' \\fIVALUE\\fR' : '';
  return ['.TP', `${letter}\\fB\\-\\-${plain(name)}\\fR${value}`, line(describe)];
}

/** A whole line: a dot or a quote at its beginning would be a request. */
function line(text: string): string {
  return `\\&${plain(text)}`;
}

function plain(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
