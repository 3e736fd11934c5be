import { badgeSvg } from '@/lib/share/badge-svg';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import { findBadgeOwner } from '@/repositories/account/badge-repository';
import { findRecentPlays } from '@/repositories/history/play-event-repository';
import { BADGE_ID } from '@/services/account/badge';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';

export const BADGE_FIGURES = ['plays', 'last', 'artist'] as const;
type BadgeFigure = (typeof BADGE_FIGURES)[number];

interface BadgeText {
  label: string;
  value: string;
}

const WEEK = { preset: '7d', from: null, to: null } as const;
const MONTH = { preset: '30d', from: null, to: null } as const;

/** The badge as SVG; null when nobody has one with this address. */
export async function getBadgeSvg(
  deps: ReadDeps,
  badgeId: string,
  figure: BadgeFigure,
): Promise<string | null> {
  const listener = BADGE_ID.test(badgeId) ? await findBadgeOwner(deps.db, badgeId) : null;
  return listener && badgeSvg(await textOf(deps, listener, figure));
}

async function textOf(deps: ReadDeps, listener: StatisticsUser, figure: BadgeFigure): Promise<BadgeText> {
  if (figure === 'plays') {
    const { plays } = await getTotals(deps, listener, WEEK);
    return { label: 'plays in 7 days', value: plays.toLocaleString('en') };
  }
  if (figure === 'artist') {
    const { entries } = await getTop(deps, listener, 'artist', MONTH, { by: 'plays', limit: 1 });
    return { label: 'top artist', value: entries[0]?.name ?? 'none yet' };
  }
  const [play] = await findRecentPlays(deps.db, listener.id, 1);
  const by = play ? shownArtists(play.artists)[0] : undefined;
  const track = play ? shownName(play.name) : 'nothing yet';
  return { label: 'last played', value: by === undefined ? track : `${track} · ${by}` };
}
