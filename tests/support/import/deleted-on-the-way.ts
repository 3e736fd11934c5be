import { expect } from 'vitest';
import type { RootDatabase } from '@/lib/db/client';
import { handleError } from '@/lib/error-handler';
import { countPersonalRows } from '@/repositories/account/account-deletion-repository';
import { deleteAccount } from '@/services/account/delete-account';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { acceptImport } from '@/services/import/accept-import';
import { importSchema } from '@/services/import/messages';
import { runImport } from '@/services/import/run-import';
import { type ArchiveStage, createStage } from '../archive-stage';
import { tablesThatSay } from '../database/database-relations';
import { expectRollupsEqualRecount } from '../expect-archive';
import { row } from '../import-stage';

/** Enough for two chunks. */
const ROWS = 520;

/**
 * Two listeners bring a file each, and the account of one is deleted when their import begins its effect of this number:
 * nothing of them is left, nothing failed, and the other import is whole. Returns false for an import that ended before.
 */
export async function expectDeletion(db: RootDatabase, effect: number): Promise<boolean> {
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  let effects = 0;
  let deletion: ReturnType<typeof deleteAccount> | undefined;
  const around = <T>(_name: string, run: () => Promise<T>): Promise<T> => {
    if (effects === effect) deletion = deleteAccount({ ...leaving.deps, db }, leavingId, 'delete my account');
    effects += 1;
    return run();
  };
  const leaving = createStage(db, { around, log, listeners: [] });
  const staying = createStage(db, { log, listeners: [] });
  const [leavingId, stayingId] = [await signIn(leaving, 'leaving'), await signIn(staying, 'staying')];
  await Promise.all([bring(leaving, leavingId, 'leaving'), bring(staying, stayingId, 'staying')]);
  if (!deletion) return false;
  expect(await deletion, `effect ${effect}`).toMatchObject({ ok: true });
  await workOff(leaving);

  const left = await countPersonalRows(db, leavingId);
  expect(Object.entries(left).filter(([, rows]) => rows > 0)).toEqual([]);
  expect(await tablesThatSay(db, ['canary-leaving'])).toEqual([]);
  expect(await db.importChunk.count()).toBe(0);
  expect(await db.queueOutboxMessage.count()).toBe(0);
  expect(lines.filter((line) => /"level":(40|50|60)|write failed/.test(line))).toEqual([]);
  expect(await db.importJob.findMany()).toMatchObject([{ status: 'succeeded', added: ROWS, unreadable: 0 }]);
  expect(await db.playEvent.count({ where: { userId: stayingId } })).toBe(ROWS);
  await expectRollupsEqualRecount(db, `effect ${effect}`);
  return true;
}

function signIn(stage: ArchiveStage, listener: string): Promise<number> {
  stage.simulator.control.addListener({ id: listener });
  return stage.signIn(listener);
}

/** Uploads a file, and takes the messages of the queue until none is left. */
async function bring(stage: ArchiveStage, userId: number, listener: string): Promise<void> {
  await acceptImport(stage.deps, userId, {
    fileName: `canary-${listener}.json`,
    body: new Blob([fileOf(listener)]).stream(),
    privateSessions: false,
    signal: new AbortController().signal,
  }).catch((error: unknown) => {
    if (!handleError(error, 'request-0001').expected) throw error;
  });
  await workOff(stage);
}

async function workOff({ deps, queue }: ArchiveStage): Promise<void> {
  for (let next = queue.take(); next; next = queue.take()) {
    if (next.message.path !== '/api/queue/import') continue;
    await runImport(deps, importSchema.parse(next.message.body));
  }
  await settleRollups(deps);
}

const fileOf = (listener: string): string =>
  JSON.stringify(
    Array.from({ length: ROWS }, (_, n) =>
      row(new Date(Date.UTC(2021, 0, 1, 0, n * 5)).toISOString(), {
        master_metadata_track_name: `canary-${listener} ${n % 40}`,
        master_metadata_album_artist_name: `canary-${listener}`,
        spotify_track_uri: `spotify:track:${listener}${n % 40}`,
      }),
    ),
  );
