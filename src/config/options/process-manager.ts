/** The option that says which other program manages the process of a service. */

const tmux = {
  type: 'object',
  description:
    'A session of tmux, in whose first window `commands.start` runs; its variables stand on the command line of tmux for a moment. It is stopped with `tmux kill-session`, whatever else runs in it, and must not use `remain-on-exit`.',
  additionalProperties: false,
  required: ['type', 'session'],
  properties: {
    type: { const: 'tmux' },
    session: {
      type: 'string',
      pattern: '^[A-Za-z0-9_{][A-Za-z0-9_{}+-]{0,99}$',
      expected: 'the name of a session: letters, digits, `_` or `-`',
      description: 'The session of its own in which it runs.',
    },
  },
} as const;

const systemd = {
  type: 'object',
  description:
    'A unit of systemd, started and stopped with `systemctl`; its process is the `MainPID`. A unit that systemd is about to restart by itself is waited for. Tested against answers of systemctl 252 that are played back, not against a running systemd.',
  additionalProperties: false,
  required: ['type', 'unit'],
  properties: {
    type: { const: 'systemd' },
    unit: {
      type: 'string',
      pattern: '^[A-Za-z0-9_{][A-Za-z0-9:_.@{}+\\\\-]{0,199}$',
      expected: 'the name of a unit',
      description: 'The unit.',
      examples: ['web.service'],
    },
    user: {
      type: 'boolean',
      default: false,
      description: "Whether it is a unit of the user's own (`systemctl --user`), also where cron starts us.",
    },
  },
} as const;

const docker = {
  type: 'object',
  description:
    'A container, started and stopped with `docker`; its process is the `State.Pid`, which must be of this machine: known by its cgroup, or by when it began. Tested against answers of docker 28 that are played back, not against a running daemon.',
  additionalProperties: false,
  required: ['type', 'container'],
  properties: {
    type: { const: 'docker' },
    container: {
      type: 'string',
      pattern: '^[A-Za-z0-9{][A-Za-z0-9_.{}+-]{0,199}$',
      expected: 'the name or id of a container',
      description: 'The container, which must exist.',
    },
  },
} as const;

/** Who manages the process of a service. */
export const managerSchema = {
  type: 'object',
  expected: 'an object with a `type`: tmux, systemd or docker',
  description:
    'Another program that starts and stops the service, and says which process it is. What it needs stands for `commands.start` and `commands.stop`, which win where they are given.',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [tmux, systemd, docker],
  examples: [{ type: 'docker', container: 'web' }],
} as const;
