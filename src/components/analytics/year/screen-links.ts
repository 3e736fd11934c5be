import { entityHref, pageHref, playsHref, spotifyHref, topHref } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import type { ReviewPeriod } from '@/lib/shared/analytics/year/review-period';
import type { PictureName, PictureShape, ScreenRow, Target } from '@/lib/shared/analytics/year/screen';

/** Where a review's names, figures and pictures lead. */
export interface ScreenLinks {
  /** What a figure counts; null where nobody else may see it. */
  figure: (target: Target) => string | null;
  name: (row: ScreenRow) => string | null;
  /** Null where there are no pictures yet, as in a preview. */
  picture: ((name: PictureName, shape: PictureShape) => string) | null;
}

/** The listener's own: names lead to their pages, figures to what they count. */
export function ownLinks(period: ReviewPeriod, range: Range): ScreenLinks {
  const figure = (target: Target) => {
    if (target.to === 'plays') return playsHref(target.filter);
    if (target.to === 'top') return topHref(target.kind, range, { isNew: target.isNew });
    return entityHref(target.kind, target.id, range);
  };
  return {
    figure,
    name: ({ kind, id }) => (id === undefined ? null : entityHref(kind, id, range)),
    picture: (picture, shape) =>
      pageHref('/api/analytics/year/picture', {
        year: String(period.year),
        month: period.month === null ? null : String(period.month),
        picture,
        shape,
      }),
  };
}

/** Those of a shared report: names lead to Spotify, figures nowhere. */
export const publicLinks = (shareId: string | null): ScreenLinks => ({
  figure: () => null,
  name: ({ kind, spotifyId }) =>
    spotifyId ? spotifyHref(kind === 'release' ? 'track' : kind, spotifyId) : null,
  picture:
    shareId === null
      ? null
      : (picture, shape) => pageHref('/api/share/picture', { id: shareId, picture, shape }),
});
