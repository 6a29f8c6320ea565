// What we bundle is others' work: their licences ask that the notice goes where the code goes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What comes without its licence, and names in its files the one that another package of the same owner comes with. */
const SAME_AS = { 'yoga-layout': 'react' };

/** Writes the licence of every package that went into the bundles, told by esbuild's metafiles, into one file. */
export function writeNotices(builds, outFile) {
  const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = inputs.flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  // One version may lie in several places.
  const notices = new Set([...new Set(folders)].map(noticeOf).sort());
  writeFileSync(outFile, `Watchdog contains the following works.\n\n${[...notices].join('\n')}`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const home = SAME_AS[name] === undefined ? folder : join('node_modules', SAME_AS[name]);
  const file = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined)
    throw new Error(`${folder}: found no licence; expected one, for its code is in the bundle.`);
  return `---- ${name} ${version} (${license})\n\n${readFileSync(join(home, file), 'utf8').trim()}\n`;
}
