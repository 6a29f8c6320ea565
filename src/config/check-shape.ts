/**
 * Tells in words where a document departs from the schema: unknown options, wrong types, numbers out of range.
 * It does not know the rules between fields; `rules.ts` does.
 */

import { nearest } from '../suggest.ts';
import { type Describable, describeSchema } from './describe-schema.ts';
import { type Finding, type Location, MOST_TOLD } from './finding.ts';
import { show } from './printable.ts';
import { configSchema, definitions } from './schema.ts';
import { type ShapeError, validate } from './validate.generated.js';

interface SchemaNode extends Omit<Describable, 'items'> {
  readonly items?: SchemaNode | readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | false;
  readonly propertyNames?: SchemaNode;
  /** Alternatives, told apart by the `type` of the value. */
  readonly oneOf?: readonly SchemaNode[];
  readonly const?: string;
  readonly $ref?: string;
  readonly isSecret?: boolean;
}

/** The departures of the document from the schema, at most one for each place; all of them, or as many as are told. */
export function checkShape(document: unknown): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const part of inParts(document)) {
    if (byPlace.size >= MOST_TOLD) break;
    if (!validate(part)) collect(document, byPlace);
  }
  return withoutEchoes([...byPlace.values()]);
}

function collect(document: unknown, byPlace: Map<string, Finding>): void {
  for (const error of validate.errors ?? []) {
    if (error.schemaPath.includes('/propertyNames/')) continue;
    if (byPlace.size >= MOST_TOLD) break;
    const finding = toFinding(error, document);
    const place = JSON.stringify(finding.at);
    if (!byPlace.has(place)) byPlace.set(place, finding);
  }
}

const SERVICES_AT_ONCE = 500;

/** The document with some services at a time: where the first of thousands are wrong, nobody waits for the rest. */
function* inParts(document: unknown): Generator<unknown> {
  const entries = Object.entries((document as { processes?: object } | null)?.processes ?? {});
  if (entries.length <= SERVICES_AT_ONCE) return yield document;
  for (let from = 0; from < entries.length; from += SERVICES_AT_ONCE) {
    const processes = Object.fromEntries(entries.slice(from, from + SERVICES_AT_ONCE));
    yield { ...(document as object), processes };
  }
}

/** A misspelt required option is one mistake, not an unknown one and a missing one. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings
      .filter(({ meant }) => meant !== undefined)
      .map(({ at, meant }) => JSON.stringify([...at.slice(0, -1), meant])),
  );
  return findings.filter(({ at }) => !meant.has(JSON.stringify(at)));
}

function toFinding({ instancePath, params }: ShapeError, document: unknown): Finding {
  const { at, value } = follow(document, instancePath);
  const schema = schemaAt(at, document);
  if (schema.oneOf !== undefined && isObject(value))
    return unknownKind([...at, 'type'], value.type, schema.oneOf);
  const { missingProperty, additionalProperty, propertyName } = params;
  if (additionalProperty !== undefined) return unknownOption([...at, additionalProperty], schema);
  if (propertyName !== undefined) return unusableName([...at, propertyName], schema);
  if (missingProperty !== undefined) {
    const expected = describeSchema(schema.properties?.[missingProperty] ?? {});
    return { at: [...at, missingProperty], found: 'nothing', expected };
  }
  const found = schema.isSecret ? 'something that is not shown' : show(value);
  return { at, found, expected: describeSchema(schema), hint: hintFor(value, schema) };
}

function isObject(value: unknown): value is { readonly type?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKind(at: Location, type: unknown, kinds: readonly SchemaNode[]): Finding {
  const known = kinds.flatMap(({ properties }) => properties?.type?.const ?? []);
  const found = type === undefined ? 'nothing' : show(type);
  return { at, found, expected: `one of ${known.join(', ')}`, hint: hintFor(type, { enum: known }) };
}

function unknownOption(at: Location, schema: SchemaNode): Finding {
  const known = Object.keys(schema.properties ?? {});
  const meant = nearest(String(at.at(-1)), known);
  const hint =
    meant === undefined
      ? (otherHome(at) ?? `Known here: ${known.join(', ')}.`)
      : `Did you mean \`${meant}\`?`;
  return { at, found: 'an unknown option', expected: 'one that exists', hint, meant };
}

/** Where an option belongs that is right but stands in the wrong place. */
function otherHome(at: Location): string | undefined {
  const option = String(at.at(-1));
  const { processes } = configSchema.properties;
  if (at.length > 1 && Object.hasOwn(configSchema.properties, option))
    return `\`${option}\` belongs at the top of the file.`;
  if (Object.hasOwn(processes.additionalProperties.properties, option))
    return `\`${option}\` belongs in a service.`;
  return undefined;
}

function unusableName(at: Location, schema: SchemaNode): Finding {
  return { at, found: show(at.at(-1)), expected: describeSchema(schema.propertyNames ?? {}) };
}

const BARE: ReadonlySet<unknown> = new Set(['boolean', 'number', 'integer']);

function hintFor(value: unknown, schema: SchemaNode): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (schema.enum !== undefined) {
    const meant = nearest(value, schema.enum);
    return meant === undefined ? undefined : `Did you mean "${meant}"?`;
  }
  const isQuoted = schema.type === 'boolean' ? /^(true|false)$/ : /^-?\d+(\.\d+)?$/;
  const wantsBare = [schema.type].flat().some((type) => BARE.has(type));
  return wantsBare && isQuoted.test(value) ? `Write ${value} without quotes.` : undefined;
}

/** The schema of the value at a location of a document. */
function schemaAt(at: Location, document: unknown): SchemaNode {
  let schema: SchemaNode = configSchema;
  let value = document;
  for (const step of at) {
    value = (value as Record<string, unknown> | undefined)?.[step];
    schema = variantOf(childOf(schema, step), value);
  }
  return schema;
}

function childOf(node: SchemaNode, step: string | number): SchemaNode {
  if (typeof step === 'number') return (isTuple(node.items) ? node.items[step] : node.items) ?? {};
  const own =
    node.properties !== undefined && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
  return own ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : {});
}

function isTuple(items: SchemaNode['items']): items is readonly SchemaNode[] {
  return Array.isArray(items);
}

/** Of alternatives, the one that the value says it is. */
function variantOf(node: SchemaNode, value: unknown): SchemaNode {
  const named: SchemaNode = node.$ref === undefined ? node : definitions.check;
  const type = (value as { type?: unknown } | null | undefined)?.type;
  return named.oneOf?.find((variant) => variant.properties?.type?.const === type) ?? named;
}

function follow(document: unknown, instancePath: string): { at: Location; value: unknown } {
  const at: (string | number)[] = [];
  let value = document;
  for (const escaped of instancePath.split('/').slice(1)) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    at.push(Array.isArray(value) ? Number(step) : step);
    value = (value as Record<string, unknown>)[step];
  }
  return { at, value };
}
