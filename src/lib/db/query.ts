import { z } from 'zod';
import { BUSY_DIGEST } from '@/lib/shared/busy';
import type { Database } from './client';
import { isDatabaseUnavailable } from './database-unavailable';

type Statement<T> = (sql: TemplateStringsArray, ...values: unknown[]) => Promise<T>;

/** Of an error on the server a page learns the digest alone: by this one, that the database was busy. */
async function rowsOf(db: Database, ...statement: Parameters<Statement<unknown>>): Promise<unknown> {
  try {
    return await db.$queryRaw(...statement);
  } catch (error) {
    throw error instanceof Error && isDatabaseUnavailable(error)
      ? Object.assign(error, { digest: BUSY_DIGEST })
      : error;
  }
}

/** The rows of a statement, each read by `row`. Throws a `ZodError` when one is not as it says. */
export const query =
  <T extends z.ZodType>(db: Database, row: T): Statement<z.output<T>[]> =>
  async (sql, ...values) =>
    z.array(row).parse(await rowsOf(db, sql, ...values));

/** The first row; null when there is none. */
export const queryOne =
  <T extends z.ZodType>(db: Database, row: T): Statement<z.output<T> | null> =>
  async (sql, ...values) =>
    (await query(db, row)(sql, ...values))[0] ?? null;

/** The row of a statement that always has one, such as a count. */
export const queryOnly =
  <T extends z.ZodType>(db: Database, row: T): Statement<z.output<T>> =>
  async (sql, ...values) =>
    row.parse(z.array(z.unknown()).parse(await rowsOf(db, sql, ...values))[0]);

/** The value of a statement that always has one row of one column. */
export const queryValue =
  <T extends z.ZodType>(db: Database, value: T): Statement<z.output<T>> =>
  async (sql, ...values) =>
    value.parse(Object.values(await queryOnly(db, anyRow)(sql, ...values))[0]);

/** The values of a statement with one column. */
export const queryColumn =
  <T extends z.ZodType>(db: Database, value: T): Statement<z.output<T>[]> =>
  async (sql, ...values) =>
    z.array(value).parse((await query(db, anyRow)(sql, ...values)).flatMap((row) => Object.values(row)));

const anyRow = z.record(z.string(), z.unknown());

/** A column of a sum, which PostgreSQL gives as bigint; ours are all far below 2^53. */
export const bigSum = z.bigint().transform(Number);
