import 'server-only';

/** Prisma's codes for a database that cannot be reached, timed out, or closed the connection. */
const PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
]);
/** PostgreSQL classes: connection exception, insufficient resources, operator intervention, serialization and deadlock. */
const SQL_STATES = /^(08|53|57|40)/;
const NODE_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * True when the database itself could not do its work just now, so that trying the same again later makes sense.
 * False for everything that the statement or its data is to blame for.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Object && depth < 5; depth++) {
    const code = 'code' in e && typeof e.code === 'string' ? e.code : '';
    const state = 'originalCode' in e && typeof e.originalCode === 'string' ? e.originalCode : sqlState(e);
    if (PRISMA_CODES.has(code) || NODE_CODES.has(code) || SQL_STATES.test(state)) return true;
    if ('name' in e && e.name === 'PrismaClientInitializationError') return true;
    if (e instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(e.message))
      return true;
    e = ('cause' in e && e.cause) || driverError(e);
  }
  return false;
}

/** A raw statement that fails carries the driver's error in `meta`. */
function driverError(e: object): unknown {
  const meta = 'meta' in e && e.meta instanceof Object ? e.meta : undefined;
  return meta && 'driverAdapterError' in meta ? meta.driverAdapterError : undefined;
}

function sqlState(e: object): string {
  return 'code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code) && !e.code.startsWith('P')
    ? e.code
    : '';
}
