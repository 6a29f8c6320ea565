/** The options that say when the host itself is in trouble. */
import { path } from '../text-schemas.ts';

const percent = { type: 'number', exclusiveMinimum: 0, maximum: 100, unit: 'percent' } as const;

const disk = {
  type: 'object',
  description: 'Room on a disk, as somebody who is not root may still fill it.',
  additionalProperties: false,
  required: ['type', 'path'],
  properties: {
    type: { const: 'disk' },
    path: { ...path, description: 'Any file or folder of the disk.', examples: ['/var/lib'] },
    min_free_mb: {
      type: 'number',
      minimum: 0,
      maximum: 1e12,
      description: 'So many MiB at least must be free; this, or `min_free_percent`, or both.',
    },
    min_free_percent: { ...percent, description: 'So much of it at least must be free.' },
  },
} as const;

const load = {
  type: 'object',
  description: 'How many processes want to run, on average of the last minute.',
  additionalProperties: false,
  required: ['type', 'max_per_core'],
  properties: {
    type: { const: 'load' },
    max_per_core: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 10000,
      description: 'The highest load for each processor.',
      examples: [4],
    },
  },
} as const;

const memoryPressure = {
  type: 'object',
  description:
    'How much of the last ten seconds some process waited for memory (`some avg10` of `/proc/pressure/memory`). Where the kernel does not tell, that is logged once at DEBUG, and holds nothing.',
  additionalProperties: false,
  required: ['type', 'max_percent'],
  properties: {
    type: { const: 'memory_pressure' },
    max_percent: { ...percent, description: 'The highest share of that time.', examples: [20] },
  },
} as const;

/** One check of the host. */
export const hostCheckSchema = {
  type: 'object',
  expected: 'a check of the host with its `type`: disk, load or memory_pressure',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [disk, load, memoryPressure],
} as const;

/** What the whole file may say of the host. */
export const hostOptions = {
  host_checks: {
    type: 'array',
    items: hostCheckSchema,
    maxItems: 20,
    default: [],
    expected: 'a list of at most 20 checks of the host',
    description:
      'What of the host must be well. While it is not, nothing that lives is recovered, and that is told once when it begins and once when it is over; dead services are started all the same. It is over a tenth below (or above) its limit, so that nothing flutters.',
    examples: [[{ type: 'memory_pressure', max_percent: 20 }]],
  },
  max_restarts_per_hour: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    defaultNote: 'no limit',
    description:
      'Recoveries of our own accord that the whole host may have within an hour; those of the smallest `priority` first. `critical` services have as many for themselves. The first start after a reboot, and what is asked for, is not counted.',
  },
  start_interval_seconds: {
    type: 'number',
    minimum: 0,
    maximum: 3600,
    default: 0,
    unit: 'seconds',
    description:
      'The least time between two starts, so that not all begin at once. Starts that are asked for have a row of their own.',
  },
} as const;
