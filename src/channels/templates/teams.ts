// A message as the workflows of Microsoft Teams take it: a card whose texts are runs, in which nothing formats or links.

import type { Message } from '../message.ts';
import { beginningOf, endOf } from './shorten.ts';

const COLOURS = { info: 'Accent', warning: 'Warning', critical: 'Attention' };

/** The body for Teams. */
export function teams({ title, body, tail, level, isRelief }: Message): unknown {
  const color = isRelief ? 'Good' : COLOURS[level];
  const last = tail === undefined ? [] : [block(endOf(tail, 4000), { fontType: 'Monospace' })];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(beginningOf(title, 500), { weight: 'Bolder', color }),
      block(beginningOf(body, 4000), {}),
      ...last,
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

function block(text: string, looks: Readonly<Record<string, string>>): unknown {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...looks }] };
}
