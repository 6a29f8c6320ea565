// Requests as those who made them see them: which are answered, what the answers are, and how far the rest is.

import type { Request, RequestKind, Wording } from '../core/request.ts';
import type { RequestBox } from '../store/store.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of one request. */
export interface Answer {
  readonly key: string;
  readonly ok: boolean;
  readonly message: string;
  /** The holder of the lease did not begin with it in time, so it was taken back. */
  readonly isWithdrawn?: true;
}

/** What is asked, and of which services. */
export interface Question {
  readonly kind: Exclude<RequestKind, 'hand_over'>;
  readonly keys: readonly string[];
  readonly wording?: Wording | undefined;
}

/** Whether nobody will say more about a request. */
export function isAnswered(request: Request | undefined): boolean {
  return request === undefined || (request.status !== 'pending' && request.status !== 'taken');
}

/** The answers, in the order of the numbers. */
export function readAnswers(box: RequestBox, ids: readonly number[]): readonly Answer[] {
  return ids.map((id) => {
    const request = box.get(id);
    const message = isAnswered(request)
      ? request?.message
      : 'interrupted; the next invocation goes on with it';
    return { key: request?.key ?? '', ok: request?.status === 'done', message: message ?? 'no answer' };
  });
}

/** Tells how far the requests are, each time it is called and one of them has come further. */
export function progressTeller(
  box: RequestBox,
  ids: readonly number[],
  { showProgress }: Surroundings,
): () => void {
  let told = '';
  return () => {
    const answered = ids.filter((id) => isAnswered(box.get(id))).length;
    const line = `${answered} of ${ids.length} done`;
    if (ids.length > 1 && line !== told) showProgress(line);
    told = line;
  };
}
