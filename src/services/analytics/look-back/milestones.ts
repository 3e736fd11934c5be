import type { Milestones } from '@/lib/shared/analytics/look-back-schema';
import { PLAY_MILESTONES, TRACK_MILESTONE } from '@/lib/shared/analytics/milestones';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import {
  findCountedMilestones,
  findTrackMilestones,
  type MilestoneRow,
} from '@/repositories/analytics/look-back/find-milestones';
import { answerCached, type ReadDeps, type StatisticsUser, spanOf } from '../read-deps';

const HOURS = [100, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000];

/** The plays with which round numbers were reached, the latest first. Derived from the plays each time, so never out of date. */
export function getMilestones(deps: ReadDeps, user: StatisticsUser): Promise<Milestones> {
  const span = spanOf(deps, user);
  return answerCached(deps, user, { name: 'milestones', params: span }, async () => {
    const found = await Promise.all([
      findCountedMilestones(deps.db, user, span, { plays: PLAY_MILESTONES, hours: HOURS }),
      findTrackMilestones(deps.db, user.id, TRACK_MILESTONE),
    ]);
    const rows = found.flat().sort((a, b) => b.playedAt.getTime() - a.playedAt.getTime());
    return { milestones: rows.map(toMilestone) };
  });
}

const toMilestone = ({
  of,
  number,
  playedAt,
  id,
  name,
  artists,
  imageUrl,
}: MilestoneRow): Milestones['milestones'][number] => ({
  of,
  number,
  playedAt: playedAt.toISOString(),
  track: { id, name: shownName(name), artists: shownArtists(artists), imageUrl },
});
