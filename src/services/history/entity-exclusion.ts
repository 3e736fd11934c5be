import type { Deps } from '@/lib/deps';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import type { EntityExclusion } from '@/lib/shared/history/exclusion';
import { findLeftOutEntity, type LeftOutEntity } from '@/repositories/catalogue/find-left-out-entity';
import { findExclusionCheck } from '@/repositories/history/exclusion-check-repository';
import { findExclusionOf } from '@/repositories/history/exclusions-of';

interface EntityAsked {
  kind: EntityKind;
  id: number;
}

/** Whether an artist, album or track is left out of statistics as such, and whether figures still follow a change. */
export async function getEntityExclusion(
  { db }: Pick<Deps, 'db'>,
  userId: number,
  entity: EntityAsked,
): Promise<EntityExclusion> {
  const [id, check] = await Promise.all([
    findExclusionOf(db, userId, entity),
    findExclusionCheck(db, userId),
  ]);
  return { id, isFollowing: check !== null };
}

/** An artist, album or track whose plays are all left out, or have been until now; null for any other. */
export async function getLeftOutEntity(
  { db }: Pick<Deps, 'db'>,
  userId: number,
  entity: EntityAsked,
): Promise<LeftOutEntity | null> {
  const found = await findLeftOutEntity(db, userId, entity);
  return (
    found && { ...found, name: shownName(found.name, entity.kind), artists: shownArtists(found.artists) }
  );
}
