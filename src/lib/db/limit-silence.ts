import { Socket } from 'node:net';
import type pg from 'pg';

/** How many times longer a statement in a transaction may take: those change a lot, and wait for each other. */
const IN_TRANSACTION = 10;

/** The server accepts statements but does not answer. */
class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  readonly code = 'ETIMEDOUT';
}

/**
 * Closes a connection of the pool on which a statement has had no answer for `limitMs`, in a transaction ten times as
 * long; the statement fails as "database unavailable". A stopped server, or a network that drops every packet, refuses
 * nothing: without a limit we would wait on its connections for ever, even once it is back.
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
