// The schema as editors and the validator see it: src/config/schema.ts plus the keys in which people leave notes.

/** A copy of the schema in which every object with fixed keys allows notes, and which carries only words an editor knows. */
export function publishedSchema({ configSchema, notes }) {
  return publish(configSchema, notes);
}

function publish(schema, notes) {
  const copy = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'unit' || key === 'expected' || key === 'defaultNote') continue;
    if (key === 'properties') copy[key] = mapValues(value, (property) => publish(property, notes));
    else if (isSchemaPlace(key, value)) copy[key] = publish(value, notes);
    else copy[key] = value;
  }
  return schema.properties === undefined ? copy : { ...copy, patternProperties: notes };
}

function isSchemaPlace(key, value) {
  return ['items', 'additionalProperties', 'propertyNames'].includes(key) && typeof value === 'object';
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
