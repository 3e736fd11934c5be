import type { Deps } from '@/lib/deps';
import { paintPicture } from '@/lib/share/paint';
import { shareDays, shareFigures, shareFormat } from '@/lib/shared/share/share-labels';
import type { PublicReport, ShareReport } from '@/lib/shared/share/share-report';
import { findReportImage, storeReportImage } from '@/repositories/share/shareable-report-repository';

type ImageDeps = Pick<Deps, 'db' | 'logger' | 'artwork'>;
type Png = Uint8Array<ArrayBuffer>;

const COVERS = 6;

/** One at a time: painting is work for a processor, and many new links at once must not take it from the pages. */
let before: Promise<unknown> = Promise.resolve();

const underway = new Map<string, Promise<Png>>();

/**
 * The picture of a report, a PNG: painted once, then read from the database. One whose covers could not all be fetched is
 * handed out but not kept, so that it is painted anew the next time.
 */
export async function getShareImage(deps: ImageDeps, report: PublicReport): Promise<Png> {
  const { shareId } = report;
  const known = underway.get(shareId);
  if (known) return known;
  const work = findOrPaint(deps, report).finally(() => underway.delete(shareId));
  underway.set(shareId, work);
  return work;
}

async function findOrPaint(deps: ImageDeps, report: PublicReport): Promise<Png> {
  const stored = await findReportImage(deps.db, report.shareId);
  if (stored) return new Uint8Array(stored);
  const wanted = coversOf(report.report);
  const covers = await Promise.all(
    wanted.map(async ({ name, imageUrl }) => {
      const art = await deps.artwork(imageUrl);
      return art ? [{ name, art }] : [];
    }),
  );
  const png = await inTurn(() => paintPicture({ ...wordsOf(report), covers: covers.flat() }));
  if (covers.flat().length === wanted.length) await storeReportImage(deps.db, report.shareId, png);
  return png;
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = before.then(work);
  before = mine.catch(() => undefined);
  return mine;
}

function wordsOf({ title, report }: PublicReport) {
  const { figure, unit } = shareFormat.listened(report.figures.listenedMs);
  const { displayName: name, subject, figures } = report;
  // The thing's name may be in a script that cannot be drawn; half a sentence would stay.
  const sentence =
    subject.about === 'thing' ? shareFormat.count(figures.plays, 'play') : shareFigures(report);
  return { title, name, days: shareDays(report), figure, unit, sentence };
}

/** The thing itself, or the first of its lists that have artwork: albums before all, because covers are theirs. */
function coversOf({ subject, lists }: ShareReport): { name: string; imageUrl: string }[] {
  const albums = lists.filter(({ kind }) => kind === 'album');
  const inOrder = [...albums, ...lists.filter(({ kind }) => kind !== 'album')];
  const entries = subject.about === 'thing' ? [subject] : inOrder.flatMap((list) => list.entries);
  return entries
    .flatMap(({ name, imageUrl }) => (imageUrl ? [{ name, imageUrl }] : []))
    .filter(({ imageUrl }, index, all) => all.findIndex((other) => other.imageUrl === imageUrl) === index)
    .slice(0, COVERS);
}
