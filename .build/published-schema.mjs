// The schema as editors and the validator see it: src/config/schema.ts, its parts defined once, plus the keys in which
// people leave notes.

/** A copy of the schema in which every object with fixed keys allows notes, and which carries only words an editor knows. */
export function publishedSchema({ configSchema, definitions, notes }) {
  const names = new Map(Object.entries(definitions).map(([name, part]) => [part, name]));
  const publish = (schema) =>
    publishOne(schema, (part) => (names.has(part) ? reference(names.get(part)) : publish(part)), notes);
  return { ...publish(configSchema), definitions: mapValues(definitions, publish) };
}

function reference(name) {
  return { $ref: `#/definitions/${name}` };
}

const OUR_WORDS = ['unit', 'expected', 'defaultNote', 'isSecret'];

function publishOne(schema, publishPart, notes) {
  const copy = {};
  for (const [key, value] of Object.entries(schema)) {
    if (OUR_WORDS.includes(key)) continue;
    if (key === 'properties') copy[key] = mapValues(value, publishPart);
    else if (isSchemaPlace(key, value)) copy[key] = publishAll(value, publishPart);
    else copy[key] = value;
  }
  return schema.properties === undefined ? copy : { ...copy, patternProperties: notes };
}

function isSchemaPlace(key, value) {
  return (
    ['oneOf', 'items', 'additionalProperties', 'propertyNames'].includes(key) && typeof value === 'object'
  );
}

/** Alternatives, or what each is by its place in a list, stand in a list themselves. */
function publishAll(value, publishPart) {
  return Array.isArray(value) ? value.map(publishPart) : publishPart(value);
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
