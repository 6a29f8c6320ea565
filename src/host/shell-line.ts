// Which program a shell line runs, where that is plain to see. Knows no shell: of what is more than one simple command it tells nothing.

/** A word that means itself. */
const PLAIN = /^[\w./+@:-]+$/;
/** Where output goes, which changes nothing of what is run. */
const REDIRECTION = /\s\d?(?:>>?|<)\s*(?:&\d|[\w./+@:-]+)(?=\s|$)/g;
/** What may mean more commands, or other ones than are written. */
const MANY_MEANINGS = /[;&|<>()`$\\\n!{}#]/;
/** What bash does itself, or reads as a word of its grammar. */
const OWN = new Set(
  `. : [ [[ alias bg bind break builtin caller case cd command compgen complete compopt continue coproc declare dirs disown do done
  echo elif else enable esac eval exit export false fc fg fi for function getopts hash help history if in jobs kill let local logout
  mapfile popd printf pushd pwd read readarray readonly return select set shift shopt source suspend test then time times trap true
  type typeset ulimit umask unalias unset until wait while`.split(/\s+/),
);

/** The program that `bash -c` runs for such a line; undefined where that cannot be told. */
export function programOf(line: string): string | undefined {
  const simple = line.trim().replace(REDIRECTION, '');
  if (MANY_MEANINGS.test(simple)) return undefined;
  const [first, ...others] = simple.split(/\s+/);
  const program = first === 'exec' ? others[0] : first;
  const isTold =
    program !== undefined && PLAIN.test(program) && !program.startsWith('-') && !OWN.has(program);
  return isTold ? program : undefined;
}
