// Messages as others take them: whatever a service calls itself, it links, mentions and formats nothing.

import fc from 'fast-check';
import type { Message } from '../../../src/channels/message.ts';
import { fillIn, openVault, withoutSecrets } from '../../../src/channels/secrets.ts';
import { discord } from '../../../src/channels/templates/discord.ts';
import { ntfy, serverOf } from '../../../src/channels/templates/ntfy.ts';
import { slack } from '../../../src/channels/templates/slack.ts';
import { teams } from '../../../src/channels/templates/teams.ts';

const NASTY = '<!channel> <@U1> @everyone [x](http://evil) **b** _i_ `c` ```f``` & "q"';
const MESSAGE: Message = {
  id: 'id-1',
  level: 'critical',
  isRelief: false,
  title: NASTY,
  body: NASTY,
  tail: `boom\n${NASTY}`,
  document: {},
};

test('Slack reads no link, mention or mark of theirs', () => {
  const { text } = slack(MESSAGE) as { text: string };
  expect(text).toContain('&lt;!channel&gt; &lt;@U1&gt;');
  expect(text).not.toMatch(/<[!@#h]/);
  expect(text.match(/```/g)).toHaveLength(2);
  expect(text).toMatch(/^:rotating_light: \*/);
});

test('Discord mentions nobody, and reads no mark of theirs', () => {
  const body = discord(MESSAGE) as {
    embeds: { title: string; description: string }[];
    allowed_mentions: unknown;
  };
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect(body.embeds[0]?.title).toContain('\\*\\*b\\*\\*');
  expect(body.embeds[0]?.title).toContain('\\[x\\]\\(http');
  expect(body.embeds[0]?.description.match(/```/g)).toHaveLength(2);
});

test('Teams gets runs of text, in which nothing is read at all', () => {
  const { attachments } = teams(MESSAGE) as { attachments: { content: { body: { type: string }[] } }[] };
  const blocks = attachments[0]?.content.body ?? [];
  expect(blocks.map(({ type }) => type)).toEqual(['RichTextBlock', 'RichTextBlock', 'RichTextBlock']);
  expect(JSON.stringify(blocks[0])).toContain(JSON.stringify(NASTY));
});

test('ntfy gets its topic out of the address, and is asked at its server', () => {
  expect(ntfy(MESSAGE, 'https://ntfy.example/under/alarm%20me')).toMatchObject({
    topic: 'alarm me',
    priority: 5,
  });
  expect(serverOf('https://ntfy.example/under/topic')).toBe('https://ntfy.example/under');
  expect(serverOf('https://ntfy.sh/topic')).toBe('https://ntfy.sh/');
});

test('what is well again looks like it', () => {
  const relief = { ...MESSAGE, isRelief: true };
  expect(JSON.stringify(slack(relief))).toContain(':white_check_mark:');
  expect(JSON.stringify(teams(relief))).toContain('"color":"Good"');
  expect(ntfy(relief, 'https://ntfy.sh/t')).toMatchObject({ priority: 3 });
});

test('no message is longer than its server takes', () => {
  const long = { ...MESSAGE, title: NASTY.repeat(99), body: NASTY.repeat(999), tail: NASTY.repeat(999) };
  const { embeds } = discord(long) as { embeds: { title: string; description: string }[] };
  expect(embeds[0]?.title.length).toBeLessThanOrEqual(256);
  expect(embeds[0]?.description.length).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(JSON.stringify(teams(long)))).toBeLessThan(28_000);
  expect(Buffer.byteLength((ntfy(long, 'https://ntfy.sh/t') as { message: string }).message)).toBeLessThan(
    4096,
  );
});

describe('a secret', () => {
  test('is filled in, and shows in no text that was told with it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (secret, around) => {
        const vault = openVault({ KEY: secret });
        expect(fillIn(`a\${env:KEY}b`, vault)).toBe(`a${secret}b`);
        expect(withoutSecrets(`${around}${secret}`, vault).replaceAll('***', '')).not.toContain(secret);
      }),
    );
  });

  test('that is missing is told by where it should be', () => {
    expect(() => fillIn(`\${file:/nowhere/at/all}`, openVault({}))).toThrow(
      /\$\{file:\/nowhere\/at\/all\}: found nothing; expected a secret there/,
    );
  });

  test('in an address does not show by parts, and the server still has its name', () => {
    const vault = openVault({ HOOK: 'https://hooks.example/services/T0000/verysecret?token=abcdef' });
    fillIn(`\${env:HOOK}`, vault);
    expect(withoutSecrets('no /verysecret at hooks.example, abcdef', vault)).toBe(
      'no /*** at hooks.example, ***',
    );
  });
});
