import { z } from 'zod';

/** Prisma's codes for a database that cannot be reached, timed out, or closed the connection. */
const PRISMA_CODE = /^P(100[0-3]|1008|101[01]|1017|2024|2028|2034)$/;
/**
 * PostgreSQL classes: connection exception, insufficient resources, operator intervention, a fault of its disk, serialization,
 * deadlock; and a server that is read-only, as a replica or while another takes over.
 */
const SQL_STATE = /^((08|53|57|58|40)[0-9A-Z]{3}|25006)$/;
const NODE_CODE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
// A raw statement without a database fails with P2010; only the nested driver error has the reason.
const DRIVER_KIND = /^(DatabaseNotReachable|SocketTimeout|ConnectionClosed|TooManyConnections)$/;
const MESSAGE = /Connection terminated|timeout exceeded when trying to connect/;

const text = z.string().optional().catch(undefined);
const errorSchema = z.object({
  name: text,
  code: text,
  originalCode: text,
  kind: text,
  message: text,
  // zod requires a key of type unknown unless it is optional.
  cause: z.unknown().optional(),
  meta: z.unknown().optional(),
  driverAdapterError: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/**
 * True when the database itself is temporarily unable to work, so that a later retry makes sense. False when the
 * statement or its data caused the error.
 */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const fields = errorSchema.safeParse(error).data;
  if (!fields) return false;
  const codes = [fields.code, fields.originalCode].filter((code) => code !== undefined);
  if (codes.some((code) => PRISMA_CODE.test(code) || SQL_STATE.test(code) || NODE_CODE.test(code)))
    return true;
  if (DRIVER_KIND.test(fields.kind ?? '') || MESSAGE.test(fields.message ?? '')) return true;
  if (fields.name === 'PrismaClientInitializationError') return true;
  const inner = [fields.cause, fields.meta, fields.driverAdapterError, ...(fields.errors ?? [])];
  return inner.some((e) => isDatabaseUnavailable(e, depth + 1));
}
