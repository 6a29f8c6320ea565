// A message as ntfy takes it: published as JSON, in which no header has to be escaped, to the server of the topic.

import type { Message } from '../message.ts';
import { beginningOf, endOf } from './shorten.ts';

const PRIORITIES = { info: 2, warning: 4, critical: 5 };

/** The body for ntfy; the last part of the URL is the topic. */
export function ntfy({ title, body, tail, level, isRelief }: Message, url: string): unknown {
  const last = tail === undefined ? '' : `\n\n${endOf(tail, 2000)}`;
  return {
    topic: decodeURIComponent(partsOf(url).topic),
    title: beginningOf(title, 200),
    message: `${beginningOf(body, 1500)}${last}`,
    priority: isRelief ? 3 : PRIORITIES[level],
    tags: [isRelief ? 'white_check_mark' : level === 'critical' ? 'rotating_light' : 'warning'],
  };
}

/** Where it is published. */
export function serverOf(url: string): string {
  return partsOf(url).server;
}

function partsOf(url: string): { readonly server: string; readonly topic: string } {
  const found = new URL(url);
  const [topic = '', ...path] = found.pathname
    .split('/')
    .filter((part) => part !== '')
    .reverse();
  found.pathname = path.reverse().join('/');
  return { server: found.href, topic };
}
