import { Client } from 'pg';

/** A database as people know it, e.g. "database archive on db.example.org:5432". Never holds the user or the password. */
export function databaseName(connectionString: string): string {
  const { database, host, port } = new Client({ connectionString });
  return `database ${database} on ${host}:${port}`;
}
