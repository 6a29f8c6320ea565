// The letter box by which any process asks the lease holder to act. Knows neither who asks nor what is done about it.

import type { Request } from '../core/request.ts';
import type { Connection } from './connection.ts';
import type { Asked, RequestBox } from './store.ts';

interface Row {
  readonly id: number;
  readonly kind: Request['kind'];
  readonly key: string | null;
  readonly made_by: string;
  readonly made_at: number;
  readonly status: Request['status'];
  readonly message: string | null;
  readonly reason: string | null;
  readonly for_ms: number | null;
  readonly spares_held: number | null;
  readonly action: string | null;
}

/** The letter box of an open database. */
export function createRequestBox({ statement, read, write }: Connection): RequestBox {
  const find = (id: number): Row | undefined => statement<Row>('SELECT * FROM requests WHERE id = ?').get(id);
  const change = (sql: string, ...values: unknown[]): boolean =>
    write(() => statement(sql).run(...values).changes > 0);
  const insert = (kind: Request['kind'], key: string | undefined, asked: Asked): number => {
    const { by, reason, forMs, sparesHeld, action } = asked;
    const sql = `INSERT INTO requests (kind, key, made_by, made_at, status, reason, for_ms, spares_held, action)
      VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?)`;
    const values = [kind, key, by, Date.now(), reason, forMs, sparesHeld === true ? 1 : undefined, action];
    return Number(statement(sql).run(...values).lastInsertRowid);
  };
  return {
    add: (kind, key, by) => write(() => requestOf(find(insert(kind, key, { by })) as Row)),
    addAll: (kind, keys, asked) => write(() => keys.map((key) => insert(kind, key, asked))),
    get: (id) =>
      read(() => {
        const row = find(id);
        return row && requestOf(row);
      }),
    pending: () =>
      read(() =>
        statement<Row>("SELECT * FROM requests WHERE status = 'pending' ORDER BY id").all().map(requestOf),
      ),
    progress: (id, message) => {
      change(`UPDATE requests SET status = 'taken', message = ? WHERE id = ? AND ${UNFINISHED}`, message, id);
    },
    finish: (id, status, message) => {
      change(
        `UPDATE requests SET status = ?, message = ? WHERE id = ? AND ${UNFINISHED}`,
        status,
        message,
        id,
      );
    },
    withdraw: (id) =>
      change("UPDATE requests SET status = 'withdrawn' WHERE id = ? AND status = 'pending'", id),
  };
}

/** Puts back what a dead holder had taken and not finished; only for who holds the lease now. */
export function putBackTaken({ statement, write }: Connection): void {
  write(() =>
    statement("UPDATE requests SET status = 'pending', message = NULL WHERE status = 'taken'").run(),
  );
}

const UNFINISHED = "status IN ('pending', 'taken')";

function requestOf(row: Row): Request {
  const { id, kind, made_by: by, made_at: madeAtMs, status } = row;
  return {
    ...{ id, kind, key: row.key ?? undefined, by, madeAtMs, status, message: row.message ?? undefined },
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.for_ms !== null && { forMs: row.for_ms }),
    ...(row.action !== null && { action: row.action }),
    ...(row.spares_held === 1 && { sparesHeld: true }),
  };
}
