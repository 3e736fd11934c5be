import { DatabaseError } from 'pg';
import { z } from 'zod';
import { oneClient } from '@/lib/db/one-client';
import { SECOND } from '@/lib/shared/time';

/** Why a database server cannot be used. */
export type ServerFault =
  | 'nobody_listens'
  | 'unknown_host'
  | 'wrong_password'
  | 'no_such_database'
  | 'no_answer'
  | 'broke_off'
  | 'not_encrypted'
  | 'unknown_certificate'
  | 'other';

export type ServerAnswer =
  /** `version`: e.g. 15. */
  { version: number; isReadOnly: boolean } | { fault: ServerFault; message: string };

/** What to do about each. */
export const REMEDIES: Readonly<Record<ServerFault, string>> = {
  nobody_listens: 'Start PostgreSQL, or correct host and port in DATABASE_URL.',
  unknown_host:
    'Correct the host in DATABASE_URL; in a container it is the name of the service. A password with @ or # in it is written with %40 or %23.',
  wrong_password:
    'Correct user and password in DATABASE_URL. Special characters are written as %40 for @ and so on.',
  no_such_database: 'Create it with "createdb", or correct the name at the end of DATABASE_URL.',
  no_answer:
    'See whether a firewall stands between, whether the server is overloaded, and whether it is PostgreSQL that listens there.',
  broke_off: 'See whether it is PostgreSQL that listens at this host and port; if so, its own log says why.',
  not_encrypted: 'Remove sslmode from DATABASE_URL, or set ssl = on at the server.',
  unknown_certificate:
    'Name the certificate of its authority at the end of DATABASE_URL: sslmode=verify-full&sslrootcert=FILE. To trust any: uselibpqcompat=true&sslmode=require.',
  other: 'The message above is the server’s own. Correct DATABASE_URL, or what the message names.',
};

const FAULTS: Readonly<Record<string, ServerFault>> = {
  ECONNREFUSED: 'nobody_listens',
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'unknown_host',
  '28P01': 'wrong_password',
  '28000': 'wrong_password',
  '3D000': 'no_such_database',
  ETIMEDOUT: 'no_answer',
  EHOSTUNREACH: 'no_answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown_certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown_certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown_certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown_certificate',
};
/** The driver gives these no code; the words in place of its own, where those say nothing. */
const WITHOUT_CODE: readonly [RegExp, ServerFault, string?][] = [
  [/timeout/, 'no_answer'],
  [/password must be a/, 'wrong_password', 'the server asks for a password, and DATABASE_URL has none'],
  [/Connection terminated unexpectedly/, 'broke_off'],
  [/does not support SSL/, 'not_encrypted'],
];
const TIMEOUT_MS = 5 * SECOND;

const row = z.object({ version: z.coerce.number(), read_only: z.boolean() });

/** Connects on its own, past every pool, and asks the server what it is. Takes 5 s to connect at most. */
export async function askServer(connectionString: string): Promise<ServerAnswer> {
  const client = oneClient({
    connectionString,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num') AS version,
         pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS read_only`,
    );
    const { version, read_only } = row.parse(rows[0]);
    return { version: Math.floor(version / 10_000), isReadOnly: read_only };
  } catch (error) {
    return faultOf(error);
  } finally {
    await client.end();
  }
}

function faultOf(error: unknown): ServerAnswer {
  if (!(error instanceof Error)) throw error;
  const code = error instanceof DatabaseError ? error.code : 'code' in error ? `${error.code}` : undefined;
  const [, fault, words] = WITHOUT_CODE.find(([pattern]) => pattern.test(error.message)) ?? [];
  return { fault: fault ?? FAULTS[code ?? ''] ?? 'other', message: words ?? error.message };
}
