// The schemas of the later version: a step of each kind, a new table with rows, a new column, and rows that are changed.

import { SCHEMAS as FORMER } from '../../../../src/store/schema.ts';

const ONE_MORE = `
CREATE TABLE remarks (key TEXT PRIMARY KEY REFERENCES services (key), at INTEGER NOT NULL) STRICT;
INSERT INTO remarks SELECT key, 0 FROM services;
ALTER TABLE services ADD COLUMN remark TEXT;
UPDATE services SET remark = key || ' was here'
`;

/** What makes each version of the schema out of the one before. */
export const SCHEMAS: readonly string[] = [...FORMER, ONE_MORE];
