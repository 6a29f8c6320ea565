// Where an answer sends us. What was meant for one server is not told to another.

import type { Answer, Question } from './http-exchange.ts';

/** By these a server says that what was asked for is to be got elsewhere, and by those that it is to be asked for there. */
const GOT: readonly number[] = [301, 302, 303];
const ASKED: readonly number[] = [307, 308];

/** What is to be asked next; undefined where the answer is the last word. */
export function nextQuestion(question: Question, { status, location = '' }: Answer): Question | undefined {
  const isRedirect = [...GOT, ...ASKED].includes(status) && location !== '';
  if (!isRedirect || !URL.canParse(location, question.url.href)) return undefined;
  const url = new URL(location, question.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const method = GOT.includes(status) && question.method !== 'HEAD' ? 'GET' : question.method;
  const isSameServer = url.origin === question.url.origin;
  return isSameServer
    ? { ...question, url, method }
    : { ...question, url, method, headers: {}, socketPath: undefined, servername: undefined };
}
