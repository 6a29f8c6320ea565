// Metrics in the text format of Prometheus, version 0.0.4: without timestamps, for what is read is as old as the file.

import type { Family, Point } from './family.ts';

/** The text; each metric says what it is and of which type, also when it has no value. */
export function exposition(families: readonly Family[]): string {
  return families.map(textOf).join('');
}

function textOf({ name, type, help, points }: Family): string {
  const head = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
  return head + points.map((point) => `${name}${labelsOf(point)} ${point.value}\n`).join('');
}

function labelsOf({ labels }: Point): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

// Nearly every text: to look at the others takes a pattern that alone takes longer than all else here.
const PLAIN = /^[ !#-[\]-~]*$/;

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  if (PLAIN.test(text)) return text;
  // Neither shown nor searched for, and some of them act on the terminal of whoever prints this.
  const invisible = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu;
  return escapeHelp(text).replaceAll('"', '\\"').replace(invisible, '\ufffd');
}
