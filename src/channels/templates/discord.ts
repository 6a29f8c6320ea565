// A message as Discord's webhooks take it. Nothing in it links, mentions or formats.

import type { Message } from '../message.ts';
import { beginningOf, endOf } from './shorten.ts';

const COLOURS = { info: 0x3b82f6, warning: 0xf59e0b, critical: 0xdc2626 };
const RELIEF = 0x16a34a;

/** The body for Discord. */
export function discord({ title, body, tail, level, isRelief }: Message): unknown {
  const last = tail === undefined ? '' : `\n\`\`\`\n${endOf(tail, 1500).replaceAll('```', "'''")}\n\`\`\``;
  return {
    embeds: [
      {
        title: defused(beginningOf(title, 120)),
        description: `${defused(beginningOf(body, 1000))}${last}`,
        color: isRelief ? RELIEF : COLOURS[level],
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

function defused(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&');
}
