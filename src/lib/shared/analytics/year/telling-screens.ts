import { weekdayOf } from '@/lib/shared/analytics/range-days';
import type { ReviewContent, ReviewEntry } from './review-schema';
import type { Screen, ScreenName } from './screen';

/** In fewer days every day there is tells as much as a streak, and each weekday is one day. */
const A_WEEK = 7;

/** Whether a screen says something that no other one does: of an archive of few days not all of them do. */
export function isTelling({ name, bars }: Screen<ScreenName>, review: ReviewContent): boolean {
  if (name === 'over-time') return bars.filter(({ isArchived }) => isArchived).length > 1;
  if (name === 'streak') return review.completeness.archivedDays >= A_WEEK;
  if (name === 'discoveries') return !(review.isFirst && repeatsTop(review));
  return name !== 'surprise' || !isOfBusiestDay(review);
}

const repeatsTop = ({ discovery, artists }: ReviewContent): boolean =>
  discovery.firsts.every((first) => artists.some((artist) => isSame(first, artist)));

// A shared report has no ids of ours.
const isSame = (a: ReviewEntry, b: ReviewEntry): boolean => a.name === b.name && a.spotifyId === b.spotifyId;

function isOfBusiestDay({ surprise, busiest, completeness }: ReviewContent): boolean {
  if (surprise.kind === 'loop') return surprise.day === busiest.day;
  return completeness.archivedDays <= A_WEEK && surprise.weekday === weekdayOf(busiest.day);
}
