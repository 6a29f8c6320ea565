/** Secrets that stand in the config itself. It tells where, never which. */
import type { Location } from '../finding.ts';
import type { Lint, Subject } from './lint.ts';

const SECRET_NAME =
  /(password|(^|[_-])(passwd|pass|secret|token|pat|(api|access|private|secret|signing|encryption)[_-]?key|credentials?|authorization))$/i;
/** As their makers begin them, so that they are known for what they are. */
const KNOWN_SECRET =
  /^(gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|[rs]k_live_)\w{8}|-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/;
/** Whoever knows these may write there. */
const URL_THAT_IS_ONE =
  /^https:\/\/(hooks\.slack\.com\/services|discord(app)?\.com\/api\/webhooks|[\w.-]+\.webhook\.office\.com)\/./i;
/** What is put in from elsewhere. */
const PLACEHOLDER = /\$[{(]?\w|^["']?[$`]/;
/** Where a command or a URL says `NAME=value`. */
const SAID = /(?:^|[\s?&;'"])-{0,2}([\w-]+)=([^\s&;]+)/g;
const SAYING = /^(commands|command|url|startup_command)$/;

/** What must stay secret is not said where everybody who reads the config finds it. */
export function secretsAreElsewhere({ draft }: Subject): Lint[] {
  return textsIn(draft.settings, []).flatMap(({ at, text }) => {
    const found = secretIn(at, text);
    if (found === undefined) return [];
    return [
      {
        code: 'secret_in_clear',
        at,
        found,
        expected: 'secrets elsewhere',
        hint: `Put it into an env_file that only its user may read (mode 600), or where it is read \${env:NAME} or \${file:PATH}.`,
      },
    ];
  });
}

function secretIn(at: Location, text: string): string | undefined {
  if (passwordsIn(text).some((password) => !PLACEHOLDER.test(password))) return 'a URL with a password in it';
  if (URL_THAT_IS_ONE.test(text) && !PLACEHOLDER.test(text))
    return 'a URL with which anybody may write there';
  const said = at.some((name) => SAYING.test(String(name))) ? text.matchAll(SAID) : [];
  const named = [[text, String(at.at(-1)), text], ...said];
  return named.some(([, name = '', value = '']) => isSecret(name, value))
    ? 'what seems to be a secret, in clear'
    : undefined;
}

function isSecret(name: string, value: string): boolean {
  if (KNOWN_SECRET.test(value)) return true;
  return SECRET_NAME.test(name) && value !== '' && !PLACEHOLDER.test(value);
}

/** Of URLs such as `https://user:password@host`, wherever they stand in a text. */
function passwordsIn(text: string): readonly string[] {
  return text
    .split('://')
    .slice(1)
    .flatMap((rest) => {
      const [authority = ''] = rest.split(/[\s/?#'"]/, 1);
      const end = authority.lastIndexOf('@');
      const [user = '', ...password] = authority.slice(0, Math.max(0, end)).split(':');
      return user === '' || password.join(':') === '' ? [] : [password.join(':')];
    });
}

interface Text {
  readonly at: Location;
  readonly text: string;
}

function textsIn(value: unknown, at: Location): readonly Text[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...at, index]));
  return Object.entries(value).flatMap(([name, child]) => textsIn(child, [...at, name]));
}
