import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DataFolder } from './data-folder';
import { writeDurably } from './durable-files';

const ConnectionRecord = z.object({
  /** TCP port on 127.0.0.1; reused by the next start if it is free. 0 before the first start. */
  port: z.int().min(0).max(65_535),
  /** Created at the first start and reused. */
  password: z.string().min(20),
  /** New for every start: distinguishes the present owner from earlier ones, and from other programs on the port. */
  instance: z.string(),
  state: z.enum(['starting', 'ready', 'stopped']),
});

/** What a folder's `connection.json` (mode 0600) says. Only the holder of the folder's lock writes it. */
export type ConnectionRecord = z.output<typeof ConnectionRecord>;

/** The record; null if it is missing or malformed. */
export async function readConnectionRecord(folder: DataFolder): Promise<ConnectionRecord | null> {
  try {
    return ConnectionRecord.parse(JSON.parse(await readFile(folder.connectionFile, 'utf8')));
  } catch {
    return null;
  }
}

export async function writeConnectionRecord(folder: DataFolder, record: ConnectionRecord): Promise<void> {
  await writeDurably(folder.connectionFile, `${JSON.stringify(record, null, 2)}\n`);
}

/** The record for a new start: same port and password as before, a new instance. */
export function nextConnectionRecord(before: ConnectionRecord | null): ConnectionRecord {
  return {
    port: before?.port ?? 0,
    password: before?.password ?? randomBytes(24).toString('base64url'),
    instance: randomBytes(16).toString('hex'),
    state: 'starting',
  };
}

/** The URL under which PostgreSQL clients reach the database. It holds the password. */
export const connectionUrl = ({ port, password }: Pick<ConnectionRecord, 'port' | 'password'>) =>
  `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;

/** The same without the password, for people's eyes. */
export const printableUrl = (url: string) => url.replace(/:[^:@/]+@/, '@');
