import type { RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { DEFAULT_COUNTS_FROM_S } from '@/lib/shared/history/counts-from';
import { joinTrack } from '@/repositories/catalogue/separate-track-repository';
import { changeCountsFrom } from '@/services/analytics/change-counts-from';
import { changeTimeZone } from '@/services/analytics/change-time-zone';
import { chooseSeparate } from '@/services/catalogue/separate-release';
import type { Random } from './random';

type SettingDeps = Pick<Deps, 'clock' | 'queue'> & { db: RootDatabase };

const ZONES = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia'];

/** Changes which length counts, the time zone, or which release is kept apart. */
export async function changeSetting(choose: Random, deps: SettingDeps, userId: number): Promise<void> {
  const change = choose.pick(['countsFrom', 'timeZone', 'releases', 'releases'] as const);
  if (change === 'countsFrom') await changeCountsFrom(deps, userId, choose.pick([0, 10, 31, 60, 600]));
  else if (change === 'timeZone') await changeTimeZone(deps, userId, choose.pick(ZONES));
  else await keepApartOrJoin(choose, deps, userId);
}

/** As at the beginning. */
export async function resetSettings(deps: SettingDeps, userId: number): Promise<void> {
  await changeCountsFrom(deps, userId, DEFAULT_COUNTS_FROM_S);
  await changeTimeZone(deps, userId, 'UTC');
  for (const { trackId } of await deps.db.separateTrack.findMany({ where: { userId } }))
    await deps.db.$transaction((tx) => joinTrack(tx, userId, trackId));
}

async function keepApartOrJoin(choose: Random, deps: SettingDeps, userId: number): Promise<void> {
  const where = { userId };
  const played = await deps.db.userTrackStats.findMany({ where, orderBy: { trackId: 'asc' } });
  const apart = await deps.db.separateTrack.findMany({ where });
  if (played.length === 0) return;
  const { trackId } = choose.pick(played);
  await chooseSeparate(deps, userId, trackId, !apart.some((one) => one.trackId === trackId));
}
