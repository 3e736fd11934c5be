import { z } from 'zod';

/** Prisma's codes for a database that cannot be reached, timed out, or closed the connection. */
const PRISMA_CODE = /^P(100[0-3]|1008|101[01]|1017|2024|2028|2034)$/;
/** PostgreSQL classes: connection exception, insufficient resources, operator intervention, serialization, deadlock. */
const SQL_STATE = /^(08|53|57|40)[0-9A-Z]{3}$/;
const NODE_CODE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
// A raw statement that finds no database is answered with P2010; only the driver's word inside tells why.
const DRIVER_KIND = /^(DatabaseNotReachable|SocketTimeout|ConnectionClosed|TooManyConnections)$/;
const MESSAGE = /Connection terminated|timeout exceeded when trying to connect/;

const clue = z.string().optional().catch(undefined);
const cluesSchema = z.object({
  name: clue,
  code: clue,
  originalCode: clue,
  kind: clue,
  message: clue,
  // A key of type unknown is required unless it is called optional.
  cause: z.unknown().optional(),
  meta: z.unknown().optional(),
  driverAdapterError: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/**
 * True when the database itself could not do its work just now, so that trying the same again later makes sense.
 * False for everything that the statement or its data is to blame for.
 */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const clues = cluesSchema.safeParse(error).data;
  if (!clues) return false;
  const codes = [clues.code, clues.originalCode].filter((code) => code !== undefined);
  if (codes.some((code) => PRISMA_CODE.test(code) || SQL_STATE.test(code) || NODE_CODE.test(code)))
    return true;
  if (DRIVER_KIND.test(clues.kind ?? '') || MESSAGE.test(clues.message ?? '')) return true;
  if (clues.name === 'PrismaClientInitializationError') return true;
  const inner = [clues.cause, clues.meta, clues.driverAdapterError, ...(clues.errors ?? [])];
  return inner.some((e) => isDatabaseUnavailable(e, depth + 1));
}
