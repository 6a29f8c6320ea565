// A message as Slack's incoming webhooks take it; what runs in Mattermost takes it too. Nothing in it links, mentions or formats.

import type { Message } from '../message.ts';
import { beginningOf, endOf } from './shorten.ts';

const SIGNS = { info: ':information_source:', warning: ':warning:', critical: ':rotating_light:' };

/** The body for Slack. */
export function slack({ title, body, tail, level, isRelief }: Message): unknown {
  const sign = isRelief ? ':white_check_mark:' : SIGNS[level];
  const words = `${sign} *${defused(beginningOf(title, 300))}*\n${defused(beginningOf(body, 2000))}`;
  return {
    text: tail === undefined ? words : `${words}\n\`\`\`${fenced(endOf(tail, 2000))}\`\`\``,
    link_names: 0,
  };
}

const MARKS = /[*_~`]/g;
const NO_WIDTH = '\u200b';

/** Slack knows three characters to be escaped; its marks are broken by a space that has no width. */
function defused(text: string): string {
  return entities(text).replace(MARKS, `$&${NO_WIDTH}`);
}

function fenced(text: string): string {
  return entities(text).replaceAll('```', `\`${NO_WIDTH}\`\``);
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
