// What examples/monitoring says of our metrics is true of them: by Prometheus' own tool, and by their names.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { measure } from '../../src/core/metrics/measure.ts';
import { someFacts } from '../support/core/metric-facts.ts';
import { page, ROOT } from '../support/markdown.ts';
import { noPromtool, promtool } from '../support/metrics-reading.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testUnless } from '../support/test-unless.ts';

const FOLDER = join(ROOT, 'examples/monitoring');
const NAMES = new Set(measure(someFacts()).map(({ name }) => name));

const alerts = page('examples/monitoring/alerts.yml');
const alertNames = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
const metricsIn = (text: string) => new Set(text.match(/\bwatchdog_\w+/g) ?? []);

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}

const dashboard = JSON.parse(page('examples/monitoring/grafana-dashboard.json'));
const panels: readonly Panel[] = dashboard.panels;
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

test.each([
  ['alert rules', metricsIn(alerts)],
  ['their tests', metricsIn(page('examples/monitoring/alerts-test.yml'))],
  ['the dashboard', metricsIn(expressions.join('\n'))],
])('no metric is named by %s that is not told', (_, found) => {
  expect(found.size).toBeGreaterThan(5);
  expect([...found].filter((name) => !NAMES.has(name))).toEqual([]);
});

testUnless(noPromtool)(
  'Prometheus takes the alert rules, and they fire when they should and not before',
  () => {
    expect(promtool(['check', 'rules', join(FOLDER, 'alerts.yml')])).toBe('');
    expect(promtool(['test', 'rules', join(FOLDER, 'alerts-test.yml')])).toBe('');
  },
);

testUnless(noPromtool).each(alertNames)('the tests of %s go red without it', (name) => {
  const folder = temporaryFolder('rules');
  const [before = '', after = ''] = alerts.split(`- alert: ${name}\n`);
  writeFileSync(join(folder, 'alerts.yml'), `${before}- alert: Another\n${after}`);
  writeFileSync(join(folder, 'test.yml'), page('examples/monitoring/alerts-test.yml'));
  expect(promtool(['test', 'rules', join(folder, 'test.yml')])).toContain(`alertname: ${name}`);
});

testUnless(noPromtool)('Prometheus takes every expression of the dashboard', () => {
  const rules = expressions.map((expr, index) => ({
    record: `panel:${index}`,
    expr: expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$\w+/g, '.*'),
  }));
  const file = join(temporaryFolder('dashboard'), 'rules.yml');
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  expect(rules.length).toBeGreaterThan(10);
  expect(promtool(['check', 'rules', file])).toBe('');
});

test('the dashboard has what Grafana asks of one that is imported', () => {
  const place = { type: 'integer', minimum: 0, maximum: 1000 };
  const source = {
    type: 'object',
    required: ['type', 'uid'],
    properties: { type: { const: 'prometheus' }, uid: { type: 'string', pattern: '^\\$\\{datasource\\}$' } },
  };
  const target = {
    type: 'object',
    required: ['refId', 'expr', 'datasource'],
    properties: {
      refId: { type: 'string', pattern: '^[A-Z]$' },
      expr: { type: 'string' },
      datasource: source,
    },
  };
  const panel = {
    type: 'object',
    required: [
      'id',
      'type',
      'title',
      'description',
      'gridPos',
      'targets',
      'fieldConfig',
      'options',
      'datasource',
    ],
    properties: {
      type: { enum: ['stat', 'timeseries', 'table', 'state-timeline'] },
      gridPos: {
        type: 'object',
        required: ['x', 'y', 'w', 'h'],
        additionalProperties: false,
        properties: { x: place, y: place, w: { ...place, maximum: 24 }, h: place },
      },
      targets: { type: 'array', minItems: 1, items: target },
      datasource: source,
    },
  };
  const schema = {
    type: 'object',
    required: ['title', 'uid', 'schemaVersion', 'panels', 'templating', 'time'],
    properties: {
      id: false,
      uid: { type: 'string', pattern: '^[\\w-]{1,40}$' },
      schemaVersion: { type: 'integer', minimum: 36 },
      panels: { type: 'array', minItems: 1, items: panel },
    },
  };
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, dashboard);
  expect(ajv.errors).toBeNull();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const names = dashboard.templating.list.map(({ name }: { name: string }) => name);
  const used = readFileSync(join(FOLDER, 'grafana-dashboard.json'), 'utf8').match(/\$\{?(?!__)\w+/g) ?? [];
  expect(names).toEqual(expect.arrayContaining([...new Set(used.map((word) => word.replace(/\W/g, '')))]));
});

test('no two panels of the dashboard lie over each other', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});
