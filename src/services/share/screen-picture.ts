import { cached } from '@/lib/cache';
import type { Deps } from '@/lib/deps';
import { paintInTurn } from '@/lib/share/in-turn';
import { paintScreen } from '@/lib/share/paint';
import { reviewLack } from '@/lib/shared/analytics/year/review-notes';
import { type ReviewPeriod, reviewName } from '@/lib/shared/analytics/year/review-period';
import type { ReviewContent } from '@/lib/shared/analytics/year/review-schema';
import { allScreens, reviewCard } from '@/lib/shared/analytics/year/review-screens';
import { type PictureName, type PictureShape, type Screen, textOf } from '@/lib/shared/analytics/year/screen';
import type { ReaderFormat } from '@/lib/shared/format';
import { pictureFormat } from '@/lib/shared/share/report-labels';
import type { PublicReport } from '@/lib/shared/share/share-report';
import { answerCached, ONE_HOUR, type ReadDeps, type StatisticsUser } from '@/services/analytics/read-deps';
import { getYearReview } from '@/services/analytics/year/year-review';
import type { Png } from './report-picture';

type PictureDeps = ReadDeps & Pick<Deps, 'artwork'>;

export interface PictureChoice {
  picture: PictureName;
  shape: PictureShape;
}

/**
 * A picture of the listener's own review, a PNG without a name on it; null where there is no review. Painted once for all
 * that it shows, and cached like a statistic.
 */
export async function getReviewPicture(
  deps: PictureDeps,
  user: StatisticsUser,
  period: ReviewPeriod,
  choice: PictureChoice,
  format: ReaderFormat,
): Promise<Png | null> {
  const review = await getYearReview(deps, user, period);
  if (!review) return null;
  const params = [review, choice, format.locale];
  const text = await answerCached(deps, user, { name: 'review-picture', params }, () =>
    paintText(deps, { name: '', review, format }, choice),
  );
  return Buffer.from(text, 'base64');
}

/** A picture of the review in a shared report; null where it has none. The caller checks whether the report may be seen. */
export async function getSharedPicture(
  deps: PictureDeps,
  { ownerId, report }: { ownerId: number; report: PublicReport },
  choice: PictureChoice,
): Promise<Png | null> {
  const { review, displayName: name } = report.report;
  if (!review) return null;
  const question = { name: 'shared-picture', params: choice, ttlSeconds: ONE_HOUR };
  const entry = { userId: ownerId, ...question, version: `${report.shareId}.${report.createdAt}` };
  const { value } = await cached(deps, entry, () =>
    paintText(deps, { name, review, format: pictureFormat }, choice),
  );
  return Buffer.from(value, 'base64');
}

interface Shown {
  /** Whose review it is; empty where it says nothing of that. */
  name: string;
  review: ReviewContent;
  format: ReaderFormat;
}

/** As base64, because the cache holds texts. */
async function paintText(
  deps: PictureDeps,
  { name, review, format }: Shown,
  { picture, shape }: PictureChoice,
): Promise<string> {
  const screens = [...allScreens(review, format), reviewCard(review, format)];
  const screen = screens.find((one) => one.name === picture) ?? reviewCard(review, format);
  const period = [reviewName(review, format.locale), reviewLack(review)]
    .filter((part) => part !== '')
    .join(' ');
  const lists = await listsOf(deps, screen);
  const bars = screen.bars.map((bar) => ({ ...bar, figure: bar.isArchived ? bar.figure : bar.note }));
  const texts = { ...screen, name, period, lists, bars, sentence: textOf(screen.sentence) };
  return (await paintInTurn(() => paintScreen(texts, shape))).toString('base64');
}

const listsOf = (deps: PictureDeps, { lists }: Pick<Screen, 'lists'>) =>
  Promise.all(
    lists.map(async ({ title, rows }) => ({
      title,
      rows: await Promise.all(
        rows.map(async ({ imageUrl, name, detail, figure }) => {
          const art = imageUrl === null ? null : await deps.artwork(imageUrl);
          return { name, detail, figure, art };
        }),
      ),
    })),
  );
