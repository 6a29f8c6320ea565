// Whoever adds a parser adds it to the fuzz: functions that parse or read are known by their names, and none is left out.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARSERS } from './parsers.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARSING = /^export (?:async )?function ((?:parse|read|interpret)(?=[A-Z])\w+)/gm;

/** What only opens something, and hands what it finds to one of the parsers; or is tried elsewhere. */
const READERS: Readonly<Record<string, string>> = {
  readConfigText: 'text for interpretConfig; tests/unit/config/text.test.ts says what it refuses',
  readProcFile: 'the kernel’s own text, for the parsers of /proc',
  readIfThere: 'the same',
  readMarks: 'parseEnviron, parseUid, parseCgroup, parseAutogroup, givenByIn',
  readGivenBy: 'givenByIn',
  readProcTable: 'parseProcStat',
  readInsiders: 'parseInsider',
  readProcChild: 'parseProcStat',
  readPidNamespace: 'the number in a link of the kernel’s',
  readTail: 'visibleTail',
  readLastOutput: 'bytes for visibleTail',
  readEnd: 'bytes for visibleTail',
  readHolder: 'parseHolder',
  readOwn: 'bytes that only we can have written',
  readCrontab: 'bytes in which only whole lines are compared',
  readCommandLines: 'the kernel’s own text, which is only compared',
  readPidfile: 'one number; tests/e2e/found-process.test.ts says what it refuses',
  readUid: 'parseUid',
  readUsage: 'parseProcStat, and numbers of the kernel’s',
  readTrust: 'certificates, for node:tls',
  readPlain: 'bytes for parseLastBeat; files.test.ts',
  readRecord: 'the database: record.test.ts',
  readAnswers: 'the database: record.test.ts',
};

/** Files that parse JSON in a function by another name. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'src/config/instances.ts': 'JSON that it has made itself',
  'src/store/find-sqlite.ts': 'what was installed with us',
  'src/store/service-rows.ts': 'record.test.ts',
  'heartbeat-writer/src/own-heartbeat.ts': 'files.test.ts',
};

const sources = ['src', 'heartbeat-writer/src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const parsingIn = (file: string) => [...textOf(file).matchAll(PARSING)].map(([, name = '']) => name);
const fuzzed = new Set(Object.values(PARSERS).flatMap(({ of }) => of));

test('every function that parses is fuzzed, and every one that reads says who parses for it', () => {
  const unknown = sources.flatMap(parsingIn).filter((name) => !fuzzed.has(name) && !(name in READERS));
  expect(unknown).toEqual([]);
});

test('every file that parses JSON does so in a function that is fuzzed', () => {
  const parsingJson = sources.filter((file) => textOf(file).includes('JSON.parse('));
  const left = parsingJson.filter((file) => !parsingIn(file).some((name) => fuzzed.has(name)));
  expect(left.filter((file) => !(file in ELSEWHERE))).toEqual([]);
});

test('nothing is excused that is not there', () => {
  const all = new Set(sources.flatMap(parsingIn));
  expect(Object.keys(READERS).filter((name) => !all.has(name))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((file) => !sources.includes(file))).toEqual([]);
});
