// What is written down of a service right before we end it, for whoever wants to know afterwards why it hung.

import type { ProcessFacts } from './process.ts';
import type { RecoveryRecord } from './recovery.ts';

/** What was seen of one process: titles with texts. */
export interface Examined {
  readonly pid: number;
  readonly command: string;
  readonly parts: readonly (readonly [title: string, text: string])[];
}

/** All that goes into the report. */
export interface BlackBox {
  readonly recovery: Pick<RecoveryRecord, 'id' | 'key' | 'verdict' | 'reason' | 'detail'>;
  readonly atMs: number;
  readonly tree: readonly ProcessFacts[];
  readonly examined: readonly Examined[];
  /** What came of the diagnose command, where there is one. */
  readonly diagnosis: string | undefined;
}

/** The name of the file of a black box: no two are alike, and by name they are in their order. */
export function blackBoxName({ key, id }: Pick<RecoveryRecord, 'id' | 'key'>, atMs: number): string {
  return `${key}-${stampOf(atMs)}-${id}.txt`;
}

function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** The report in words. */
export function tellBlackBox({ recovery, atMs, tree, examined, diagnosis }: BlackBox): string {
  const { id, key, verdict, reason, detail } = recovery;
  const commands = new Map(examined.map(({ pid, command }) => [pid, command]));
  return [
    `${key}, before recovery ${id} ended it at ${new Date(atMs).toISOString()}`,
    `why: ${reason}, ${verdict ?? '-'}: ${detail}`,
    ...(diagnosis === undefined ? [] : [`diagnose: ${diagnosis}`]),
    '',
    `--- its ${tree.length} process(es)`,
    ...tellTree(tree, commands),
    ...examined.flatMap(tellExamined),
    ...(examined.length < tree.length
      ? ['', `… not looked at closely: ${tree.length - examined.length} more`]
      : []),
    '',
  ].join('\n');
}

/** Children below their parents; whoever has none in the tree is at its edge. */
function tellTree(tree: readonly ProcessFacts[], commands: ReadonlyMap<number, string>): string[] {
  const pids = new Set(tree.map(({ pid }) => pid));
  const told = (row: ProcessFacts, depth: number): string[] => [
    `${'  '.repeat(depth)}${row.pid} ${row.state} ${commands.get(row.pid) ?? ''}`.trimEnd(),
    ...tree
      .filter(({ ppid, pid }) => ppid === row.pid && pid !== row.pid)
      .flatMap((child) => told(child, depth + 1)),
  ];
  return tree.filter(({ ppid }) => !pids.has(ppid)).flatMap((row) => told(row, 0));
}

function tellExamined({ pid, command, parts }: Examined): string[] {
  return ['', `--- pid ${pid}: ${command}`, ...parts.flatMap(([title, text]) => [`[${title}]`, text])];
}
