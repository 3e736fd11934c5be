import { Socket } from 'node:net';
import type pg from 'pg';

/** How many times longer a statement in a transaction may take: those change a lot, and wait for each other. */
const IN_TRANSACTION = 10;

/** The server takes statements, and answers none. */
class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  readonly code = 'ETIMEDOUT';
}

/**
 * Closes every connection of the pool on which a statement has had no answer for `limitMs`, in a transaction ten times as
 * long; the statement fails as "database unavailable". A server that is stopped, or behind a network that swallows
 * everything, refuses nothing: without a limit its connections would be waited on for ever, also when it is back.
 */
export function limitSilence(pool: pg.Pool, limitMs: number): void {
  pool.on('connect', ({ connection }) => {
    const { stream } = connection;
    if (!(stream instanceof Socket)) throw new Error('A connection to the database has no socket');
    stream.on('timeout', () => stream.destroy(new DatabaseSilent('The database did not answer in time')));
    stream.setTimeout(limitMs);
    connection.on('readyForQuery', ({ status }: { status: string }) => {
      stream.setTimeout(status === 'I' ? limitMs : IN_TRANSACTION * limitMs);
    });
  });
}
