// The tables of docs/configuration.md: every option with what it may be, its default and what it is for.

/** Markdown for the whole file's options, a service's, and a restart policy's. */
export function configurationTables({ configSchema, common, everyChannel, describeSchema }) {
  const file = configSchema.properties;
  const service = file.processes.additionalProperties;
  const section = (title, properties, required = []) =>
    `### ${title}\n\n${table({ properties, required, file, describeSchema })}`;
  return [
    section('The whole file', file, configSchema.required),
    section('One service', service.properties, service.required),
    section('An object in `depends_on`', service.properties.depends_on.items.properties, ['key']),
    section('A group', file.groups.additionalProperties.properties),
    section('`restart_policy`', file.restart_policy.properties),
    section('`black_box`', file.black_box.properties),
    section('`metrics`', file.metrics.properties),
    section('`metrics.otlp`', file.metrics.properties.otlp.properties, ['endpoint']),
    section('`recovery_actions` by verdict', service.properties.recovery_actions.properties),
    section('A step that is an object', service.properties.recovery_actions.items.properties),
    section('An object in `escalate`', service.properties.escalate.items.properties, ['after', 'actions']),
    ...checkSections(service.properties.checks.items.oneOf, common, section),
    ...kindSections('A manager of type', service.properties.manager.oneOf, section),
    ...kindSections('A check of the host of type', file.host_checks.items.oneOf, section),
    section('`alerts`', file.alerts.properties, file.alerts.required),
    section('Every channel', everyChannel),
    ...channelSections(file.alerts.properties.channels.additionalProperties.oneOf, everyChannel, section),
    section('`quiet_hours`', everyChannel.quiet_hours.properties, everyChannel.quiet_hours.required),
    section('`ping`', file.ping.properties, file.ping.required),
    `\`defaults\` takes: ${list(Object.keys(file.defaults.properties))}.\n`,
  ].join('\n');
}

/** What every check takes, and what each kind of it takes besides. */
function checkSections(kinds, common, section) {
  return [
    section('Every check', common),
    ...kindSections('A check of type', withoutCommon(kinds, common), section),
  ];
}

function channelSections(kinds, common, section) {
  return kindSections('A channel of type', withoutCommon(kinds, common), section);
}

function withoutCommon(kinds, common) {
  const isOwn = ([name]) => !Object.hasOwn(common, name);
  return kinds.map((kind) => ({
    ...kind,
    properties: Object.fromEntries(Object.entries(kind.properties).filter(isOwn)),
  }));
}

/** One section for each kind, told apart by its `type`. */
function kindSections(title, kinds, section) {
  return kinds.map(({ properties: { type, ...properties }, required, description }) => {
    return `${section(`${title} \`${type.const}\``, properties, required)}\n${description}\n`;
  });
}

function table({ properties, required, file, describeSchema }) {
  const rows = Object.entries(properties)
    .filter(([name]) => name !== '$schema')
    .map(([name, schema]) => {
      const inherits = properties !== file && file[name] !== undefined;
      const fallback = inherits ? "the file's" : defaultOf(schema, required.includes(name));
      return `| \`${name}\` | ${describeSchema(schema)} | ${fallback} | ${about(schema)} |`;
    });
  return ['| option | what it is | default | what it is for |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function defaultOf(schema, isRequired) {
  if (isRequired) return '**required**';
  if (schema.defaultNote !== undefined) return schema.defaultNote;
  return schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``;
}

function about({ deprecated, description, examples }) {
  const example = examples === undefined ? '' : ` Example: \`${JSON.stringify(examples[0])}\`.`;
  return `${deprecated ? '*Old.* ' : ''}${description}${example}`;
}

function list(names) {
  return names.map((name) => `\`${name}\``).join(', ');
}
