/**
 * Edits in config text: what is written anew is as small as can be, all else stays as it is, comments too. It does not judge
 * what comes of it, nor where the text is kept.
 */
import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node, parseTree } from 'jsonc-parser';
import { type Edit, SWITCHED_OFF } from './edit.ts';
import { removeItem } from './remove-item.ts';

/** The text with the edit in it. */
export function editText(text: string, edit: Edit): string {
  if (edit.kind === 'enabled') return write(text, ['processes', edit.entry, 'enabled'], edit.isOn);
  return edit.isOn ? switchOn(text, edit) : switchOff(text, edit);
}

type ActionEdit = Extract<Edit, { kind: 'action' }>;

/** The list is written by its items, for there may be comments among them. */
function switchOff(text: string, { entry, action }: ActionEdit): string {
  const at = listAt(entry);
  const own = itemsAt(text, at);
  if (own === undefined) return write(text, at, [...inherited(text), action]);
  return own.includes(action) ? text : write(text, [...at, own.length], action, true);
}

function switchOn(text: string, edit: ActionEdit): string {
  const { entry, action } = edit;
  const at = listAt(entry);
  const list = nodeAt(text, at);
  if (list === undefined)
    return write(
      text,
      at,
      inherited(text).filter((one) => one !== action),
    );
  const place = (list.children ?? []).findIndex(({ value }) => value === action);
  return place < 0 ? text : switchOn(removeItem(text, list, place), edit);
}

function listAt(entry: string): JSONPath {
  return ['processes', entry, SWITCHED_OFF];
}

/** What holds while a service has no list of its own; where it gets one, that alone counts. */
function inherited(text: string): readonly unknown[] {
  return itemsAt(text, ['defaults', SWITCHED_OFF]) ?? [];
}

function itemsAt(text: string, at: JSONPath): readonly unknown[] | undefined {
  return nodeAt(text, at)?.children?.map(({ value }) => value);
}

function nodeAt(text: string, at: JSONPath): Node | undefined {
  const tree = parseTree(text);
  return tree && findNodeAtLocation(tree, at);
}

function write(text: string, at: JSONPath, value: unknown, isArrayInsertion = false): string {
  if (isOnOneLine(text, at.slice(0, -1)))
    return applyEdits(text, modify(text, at, value, { isArrayInsertion }).map(spaced));
  return applyEdits(text, modify(text, at, value, { formattingOptions: habitsOf(text), isArrayInsertion }));
}

/** What is written on one line stays on it. */
function isOnOneLine(text: string, at: JSONPath): boolean {
  const { offset = 0, length = 0 } = nodeAt(text, at) ?? {};
  return length > '{}'.length && !text.slice(offset, offset + length).includes('\n');
}

/** With the spaces that people write. */
function spaced({ content, ...place }: ReturnType<typeof modify>[number]) {
  return { ...place, content: content.replace(/^,/, ', ') };
}

/** How its writer indents and ends lines. */
function habitsOf(text: string) {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
