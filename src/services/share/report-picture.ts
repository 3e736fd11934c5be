import type { Deps } from '@/lib/deps';
import { singleFlight } from '@/lib/promises';
import { paintInTurn } from '@/lib/share/in-turn';
import { paintPicture } from '@/lib/share/paint';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { plainText } from '@/lib/shared/named-text';
import { pictureFormat, reportDays, reportFigures } from '@/lib/shared/share/report-labels';
import type { PublicReport, ShareReport } from '@/lib/shared/share/share-report';
import { findReportPicture, storeReportPicture } from '@/repositories/share/shareable-report-repository';

type PictureDeps = Pick<Deps, 'db' | 'logger' | 'artwork'>;

/** The bytes of a picture. */
export type Png = Uint8Array<ArrayBuffer>;

const COVERS = 5;

const pending = new Map<string, Promise<Png>>();

/** The picture of a report, a PNG: painted once, then read from the database. A letter stands for a cover without a picture. */
export const getReportPicture = (deps: PictureDeps, report: PublicReport): Promise<Png> =>
  singleFlight(pending, report.shareId, () => findOrPaint(deps, report));

async function findOrPaint(deps: PictureDeps, report: PublicReport): Promise<Png> {
  const stored = await findReportPicture(deps.db, report.shareId);
  if (stored) return new Uint8Array(stored);
  const wanted = coversOf(report.report);
  const covers = await Promise.all(
    wanted.map(async (cover) => ({ ...cover, art: await deps.artwork(cover.imageUrl) })),
  );
  const png = await paintInTurn(() =>
    paintPicture({ ...textsOf(report), heading: headingOf(wanted), covers }),
  );
  await storeReportPicture(deps.db, report.shareId, png);
  return png;
}

function textsOf({ title, report }: PublicReport) {
  const { figure, unit } = pictureFormat.listened(report.figures.listenedMs);
  const { displayName: name, subject, figures } = report;
  // A name may be in a script that our fonts lack; the sentence would be cut short.
  const sentence =
    subject.about === 'entity'
      ? pictureFormat.count(figures.plays, 'play')
      : plainText(reportFigures(report, pictureFormat));
  return { title, name, days: reportDays(report, pictureFormat), figure, unit, sentence };
}

interface WantedCover {
  kind: EntityKind;
  imageUrl: string;
  name: string;
  detail: string;
}

/** "Top albums"; empty where there are several kinds. */
function headingOf(covers: WantedCover[]): string {
  const [kind, ...others] = new Set(covers.map((cover) => cover.kind));
  return kind && others.length === 0 ? `Top ${kind}s` : '';
}

/** The cover of the entity, or those of the lists, each once, with their names: albums first, because covers are theirs. */
function coversOf({ subject, lists }: ShareReport): WantedCover[] {
  const albums = lists.filter(({ kind }) => kind === 'album');
  const inOrder = [...albums, ...lists.filter(({ kind }) => kind !== 'album')];
  const entries =
    subject.about === 'entity'
      ? [subject]
      : inOrder.flatMap(({ kind, entries: listed }) => listed.map((entry) => ({ ...entry, kind })));
  const covers = entries.flatMap(({ kind, imageUrl, name, artists }) =>
    imageUrl ? [{ kind, imageUrl, name, detail: artists.join(', ') }] : [],
  );
  return covers
    .filter(({ imageUrl }, index) => covers.findIndex((other) => other.imageUrl === imageUrl) === index)
    .slice(0, COVERS);
}
