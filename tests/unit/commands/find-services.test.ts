// What a word of the command line means.

import { findServices, findSwitchable } from '../../../src/commands/find-services.ts';
import { aService } from '../../support/supervised-service.ts';

const config = {
  path: '/srv/config.json',
  services: [
    aService('api', { group: 'web' }),
    aService('web', { group: 'web', tags: ['eu'] }),
    aService('job-1', { entry: 'job' }),
    aService('job-2', { entry: 'job' }),
    aService('db', { tags: ['eu', 'slow'], enabled: false }),
  ],
};

const keys = (services: ReturnType<typeof findServices>) => services.map(({ key }) => key).join(' ');

test.each([
  ['web', 'web'],
  ['db', 'db'],
  ['@web', 'api web'],
  ['@eu', 'web db'],
  ['@slow', 'db'],
  ['job', 'job-1 job-2'],
  ['job-2', 'job-2'],
])('%s means %s', (word, meant) => {
  expect(keys(findServices(config, word))).toBe(meant);
});

test.each([
  ['@wbe', 'Did you mean "@web"?'],
  ['eu', 'Did you mean "@eu"?'],
  ['@', expect.stringMatching(/./)],
  ['@quite-another', 'It has: api, @web, web, @eu, job-1, job, job-2, db, @slow.'],
])('%s is answered with what there is', (word, hint) => {
  expect(() => findServices(config, word)).toThrow(expect.objectContaining({ code: 'usage', hint }));
});

test('what is disabled is not switched with others, only by its own key', () => {
  expect(keys(findSwitchable(config, '@eu'))).toBe('web');
  expect(keys(findSwitchable(config, 'db'))).toBe('db');
  expect(() => findSwitchable(config, '@slow')).toThrow(expect.objectContaining({ code: 'usage' }));
});
