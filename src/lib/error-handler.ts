import { z } from 'zod';
import { AppError, accountGone, type ErrorCode, HTTP_STATUS } from '@/lib/app-error';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';

/** An RFC 9457 problem document. Contains only what a caller may know; never a stack trace or an internal message. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(HTTP_STATUS) as ErrorCode[]),
    requestId: z.string().describe('Also in the log of the server.'),
    field: z.string().optional().describe('The invalid input, e.g. `limit` or `body.users.0`.'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
export type Problem = z.output<typeof Problem>;

export interface HandledError {
  problem: Problem;
  /** For a Retry-After header, in seconds. */
  retryAfterSeconds?: number;
  /** False for a bug or an outage: it is logged as an error and sent to Sentry. */
  expected: boolean;
}

export const TITLE: Record<ErrorCode, string> = {
  UNAUTHORIZED: 'Sign-in needed',
  FORBIDDEN: 'Not allowed',
  BAD_REQUEST: 'Bad request',
  VALIDATION_ERROR: 'Invalid input',
  NOT_FOUND: 'Not found',
  METHOD_NOT_ALLOWED: 'Method not allowed',
  CONFLICT: 'Conflict',
  RATE_LIMITED: 'Too many requests',
  UNAVAILABLE: 'Temporarily unavailable',
  INTERNAL_ERROR: 'Internal error',
};

/** When to retry while the database is down. */
export const DATABASE_RETRY_SECONDS = 10;

export function problemOf(code: ErrorCode, detail: string, requestId: string, field?: string): Problem {
  const base = {
    type: 'about:blank',
    title: TITLE[code],
    status: HTTP_STATUS[code],
    detail,
    code,
    requestId,
  };
  return field === undefined ? base : { ...base, field };
}

/** The one place where an error becomes an HTTP answer. */
export function handleError(error: unknown, requestId: string): HandledError {
  if (error instanceof AppError) {
    const { field, retryAfterSeconds } = error.details;
    const expected = HTTP_STATUS[error.code] < 500;
    return { problem: problemOf(error.code, error.message, requestId, field), retryAfterSeconds, expected };
  }
  if (isOfDeletedAccount(error)) return handleError(accountGone(), requestId);
  if (isUnavailable(error)) {
    const detail =
      'Something that this needs cannot be reached right now. Nothing was lost; please try again soon.';
    return {
      problem: problemOf('UNAVAILABLE', detail, requestId),
      retryAfterSeconds: DATABASE_RETRY_SECONDS,
      expected: false,
    };
  }
  const detail = 'Something went wrong on our side. The request id helps to find out what.';
  return { problem: problemOf('INTERNAL_ERROR', detail, requestId), expected: false };
}

/** The first problem of an input, as an error that names the field. */
export function invalidInput(error: z.ZodError, place: 'query' | 'body' | 'path'): AppError {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const field = place === 'body' ? ['body', path].filter(Boolean).join('.') : path || place;
  return new AppError('VALIDATION_ERROR', `${field}: ${issue?.message ?? 'is not valid'}`, { field });
}

/** True for a write whose listener's account was deleted during the request. */
const isOfDeletedAccount = (error: unknown): boolean =>
  error instanceof Error && /(foreign key constraint|P2003).*\w+_user_id_fkey/is.test(error.message);

const retryable = z.object({ retryable: z.literal(true) });

/** True when the database, or another store, did not answer: a later retry makes sense. */
export const isUnavailable = (error: unknown): boolean =>
  isDatabaseUnavailable(error) || retryable.safeParse(error).success;
