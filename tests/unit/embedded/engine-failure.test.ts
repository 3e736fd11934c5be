import type { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { ProtocolEngine } from '@/lib/db/embedded/protocol-engine';
import { simpleQuery } from '@/lib/db/embedded/wire-messages';

/** What the engine answers to a checkpoint on a full disk; nothing follows. */
const FIELDS = [
  'SPANIC',
  'VPANIC',
  'C53100',
  'Mcould not write to file "x": No space left on device',
  'Fx.c',
];

/** An engine whose answer to everything is this. */
const answering = (text: string) =>
  ({
    execProtocolRawStream: async (_: Uint8Array, { onRawData }: { onRawData(bytes: Uint8Array): void }) =>
      onRawData(Buffer.from(text)),
  }) as unknown as PGlite;

it.each([
  [
    `E\0\0\0\0${FIELDS.join('\0')}\0\0`,
    'the database engine ended: could not write to file "x": No space left on device. Make room',
  ],
  ['', 'the database engine no longer answers'],
])('an engine that ends says why where it knows', async (answer, message) => {
  const failures: string[] = [];
  const engine = new ProtocolEngine(answering(answer), (failure) => failures.push(failure.message));
  await expect(engine.sendAndSettle(simpleQuery('CHECKPOINT'))).rejects.toThrow(message);
  expect(failures).toEqual([message]);
});
