import type { Deps } from '@/lib/deps';
import type { ExportedPage, ExportedPlay } from '@/repositories/export/exported-page';
import {
  type ExportedContext,
  type ExportedTrack,
  findExportedContexts,
  findExportedOrigins,
  findExportedTracks,
} from '@/repositories/export/exported-plays';
import { LookUp } from './look-up';

/** What the keys of plays mean, the way that a format writes it. */
export interface Meanings<T> {
  /** Asks for what these plays name and is not known yet. */
  learn(plays: ExportedPage): Promise<void>;
  of(play: ExportedPlay): {
    track: T;
    context: string | null;
    origin: { source: string; archivedAt: string };
  };
}

/** Each key is asked for once and written once, however many plays have it. */
export function meaningsIn<T>(
  { db }: Pick<Deps, 'db'>,
  writeTrack: (track: ExportedTrack) => T,
  writeContext: (context: ExportedContext) => string,
): Meanings<T> {
  const tracks = new LookUp(async (ids) =>
    (await findExportedTracks(db, ids)).map((track) => [track.id, writeTrack(track)] as const),
  );
  const contexts = new LookUp(async (ids) =>
    (await findExportedContexts(db, ids)).map((context) => [context.id, writeContext(context)] as const),
  );
  const origins = new LookUp(async (ids) =>
    (await findExportedOrigins(db, ids)).map(
      ({ id, source, createdAt }) => [id, { source, archivedAt: createdAt.toISOString() }] as const,
    ),
  );
  return {
    learn: async (plays) => {
      await tracks.learn(keysOf(plays, ({ trackId }) => trackId));
      await contexts.learn(keysOf(plays, ({ contextId }) => contextId));
      await origins.learn(keysOf(plays, ({ originId }) => originId));
    },
    of: ({ trackId, contextId, originId }) => ({
      track: tracks.get(trackId),
      context: contextId === null ? null : contexts.get(contextId),
      origin: origins.get(originId),
    }),
  };
}

function* keysOf(plays: ExportedPage, keyOf: (play: ExportedPlay) => number | null): Generator<number> {
  for (const play of plays) {
    const key = keyOf(play);
    if (key !== null) yield key;
  }
}
