import { switchesOf } from '../../../../src/config/edit/switches.ts';

const START = { start: './run' };

test('a service has the usual actions, and those it has taken out', () => {
  const web = { commands: { ...START, clear_db: './clear' }, disabled_actions: ['clear_db'] };
  expect(switchesOf({ processes: { web } }, 'web')).toEqual([
    { action: 'kill', isOn: true },
    { action: 'clear_db', isOn: false },
    { action: 'start', isOn: true },
  ]);
});

test('what is taken out for all is so for a service that has no list of its own', () => {
  const defaults = { disabled_actions: ['kill'] };
  const processes = { own: { commands: START, disabled_actions: [] }, other: { commands: START } };
  const killOf = (entry: string) => switchesOf({ defaults, processes }, entry)[0];
  expect(killOf('own')).toEqual({ action: 'kill', isOn: true });
  expect(killOf('other')).toEqual({ action: 'kill', isOn: false });
});

test('actions of other remedies are among them, each once; a wait is none', () => {
  const web = {
    commands: { ...START, sweep: './sweep' },
    recovery_actions: ['kill', { wait: 1 }, 'start'],
    escalate: [{ after: 2, actions: ['kill', { run: 'sweep' }, 'start'] }],
  };
  expect(switchesOf({ processes: { web } }, 'web').map(({ action }) => action)).toEqual([
    'kill',
    'start',
    'sweep',
  ]);
});

test('an entry that is gone has none', () => {
  expect(switchesOf({ processes: {} }, 'web')).toEqual([]);
});
