import 'server-only';
import { z } from 'zod';
import { AppError, type ErrorCode, HTTP_STATUS } from '@/lib/app-error';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';

/** An RFC 9457 problem document. Says what a caller may know; never a stack trace or somebody else's message. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode | 'METHOD_NOT_ALLOWED';
  requestId: string;
  /** The input at fault, e.g. `limit` or `body.users.0`. */
  field?: string;
}

export interface HandledError {
  problem: Problem;
  /** For a Retry-After header, in seconds. */
  retryAfterSeconds?: number;
  /** False for a bug or an outage of ours: it belongs in the log as an error and in Sentry. */
  expected: boolean;
}

const TITLE: Record<ErrorCode, string> = {
  UNAUTHORIZED: 'Sign-in needed',
  FORBIDDEN: 'Not allowed',
  BAD_REQUEST: 'Bad request',
  VALIDATION_ERROR: 'Invalid input',
  NOT_FOUND: 'Not found',
  CONFLICT: 'Conflict',
  RATE_LIMITED: 'Too many requests',
  UNAVAILABLE: 'Temporarily unavailable',
  INTERNAL_ERROR: 'Internal error',
};

const DATABASE_RETRY_SECONDS = 10;

export function problem(code: ErrorCode, detail: string, requestId: string, field?: string): Problem {
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

/** The one place where an error becomes an answer. */
export function handleError(error: unknown, requestId: string): HandledError {
  if (error instanceof AppError) {
    const { field, retryAfterSeconds } = error.details;
    const expected = HTTP_STATUS[error.code] < 500;
    return { problem: problem(error.code, error.message, requestId, field), retryAfterSeconds, expected };
  }
  if (isUnavailable(error)) {
    const detail =
      'Something this needs is not reachable right now. Nothing was lost; please try again soon.';
    return {
      problem: problem('UNAVAILABLE', detail, requestId),
      retryAfterSeconds: DATABASE_RETRY_SECONDS,
      expected: false,
    };
  }
  const detail = 'Something went wrong on our side. The request id helps to find out what.';
  return { problem: problem('INTERNAL_ERROR', detail, requestId), expected: false };
}

/** The first thing wrong with an input, as a refusal that names the field. */
export function invalidInput(error: z.ZodError, place: 'query' | 'body' | 'path'): AppError {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const field = place === 'body' ? ['body', path].filter(Boolean).join('.') : path || place;
  return new AppError('VALIDATION_ERROR', `${field}: ${issue?.message ?? 'is not valid'}`, { field });
}

// A raw statement that finds no database is answered with P2010; only the driver's word inside tells why.
const UNREACHABLE_KIND = /^(DatabaseNotReachable|SocketTimeout|ConnectionClosed|TooManyConnections)$/;

const Clues = z
  .object({
    kind: z.string().optional().catch(undefined),
    retryable: z.literal(true).optional().catch(undefined),
    cause: z.unknown(),
    meta: z.unknown(),
    driverAdapterError: z.unknown(),
    errors: z.array(z.unknown()).optional().catch(undefined),
  })
  .partial();

/** True when the fault is that the database, or another store, did not answer: the same again later makes sense. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  if (isDatabaseUnavailable(error)) return true;
  const clues = Clues.safeParse(error).data;
  if (!clues) return false;
  if (clues.retryable || UNREACHABLE_KIND.test(clues.kind ?? '')) return true;
  const inner = [clues.cause, clues.meta, clues.driverAdapterError, ...(clues.errors ?? [])];
  return inner.some((e) => isUnavailable(e, depth + 1));
}
