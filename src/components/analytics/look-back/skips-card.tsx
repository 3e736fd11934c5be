import { bucketName } from '@/components/charts/trend-labels';
import { entityHref, pageHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import { daySpan, fullDay } from '@/lib/shared/analytics/calendar-days';
import type { Skips } from '@/lib/shared/analytics/look-back-schema';
import { addDays } from '@/lib/shared/analytics/range-days';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { type RankedRow, RankedRows } from '../ranked-rows';

interface SkipsCardProps {
  skips: Skips;
  format: ReaderFormat;
}

/** How often plays were skipped, over time and by artist. Only files say so: without any there is no card. */
export function SkipsCard({ skips, format }: SkipsCardProps) {
  const { inFiles, skipped, filesUntil, points, unit } = skips;
  if (inFiles === 0 && filesUntil === null) return null;
  if (inFiles === 0) return <NothingInFiles filesUntil={filesUntil ?? ''} format={format} />;
  const [first, ...others] = points;
  const isOverTime = others.length > 0;
  const days = first && !isOverTime ? bucketName(first.start, unit, format.locale) : daysLabel(skips, format);
  const note = `You skipped ${percentLabel(skipped / inFiles, format)} of the ${format.count(inFiles, 'play')} in your files, ${days}`;
  if (!isOverTime && skips.artists.length === 0)
    return (
      <Card id="skips" title="Skips" className="self-start">
        <p>{note}.</p>
      </Card>
    );
  return (
    <Card id="skips" title="Skips" note={note} className="self-start">
      <div className="@container">
        <div className="grid items-start gap-x-10 gap-y-6 @3xl:grid-cols-2 @3xl:*:only:col-span-2">
          {isOverTime ? <SharesOverTime skips={skips} format={format} /> : null}
          {skips.artists.length > 0 ? <MostSkipped skips={skips} format={format} /> : null}
        </div>
      </div>
    </Card>
  );
}

const daysLabel = ({ range: { from, to } }: Skips, { locale }: ReaderFormat): string =>
  from && to ? daySpan(from, to, locale) : '';

/** Leads to the last days that are in files. */
function NothingInFiles({ filesUntil, format }: { filesUntil: string; format: ReaderFormat }) {
  const href = `${pageHref('/look-back', { from: addDays(filesUntil, -364), to: filesUntil })}#skips`;
  return (
    <Card id="skips" title="Skips">
      <p className="text-soft">
        Only an imported file says what was skipped, and yours go up to{' '}
        <FigureLink href={href}>{fullDay(filesUntil, format.locale)}</FigureLink>.
      </p>
    </Card>
  );
}

/** A bar for each week or month with plays in files: a full one would be all of them. */
function SharesOverTime({ skips: { points, unit }, format }: SkipsCardProps) {
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">Share of skipped plays per {unit}</caption>
      <colgroup>
        <col className="w-36" />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{unit}</th>
          <th scope="col">Skipped</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr
            key={point.start}
            title={`${format.number(point.skipped)} of ${format.count(point.inFiles, 'play')}`}
          >
            <th scope="row" className="py-1.5 pr-3 text-left font-normal">
              {bucketName(point.start, unit, format.locale)}
            </th>
            <td className="py-1.5">
              <div className="grid grid-cols-[minmax(0,1fr)_3.25rem] items-center gap-3">
                <span
                  aria-hidden="true"
                  className="block h-2.5 rounded-[3px] bg-q3 drawn"
                  style={{ width: `${shareOf(point) * 100}%` }}
                />
                <span className="text-right font-[550]">{percentLabel(shareOf(point), format)}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shareOf = ({ skipped, inFiles }: { skipped: number; inFiles: number }): number =>
  inFiles > 0 ? skipped / inFiles : 0;

/** Names lead to the artists; how often out of how many stands beside. */
function MostSkipped({ skips: { artists, range }, format }: SkipsCardProps) {
  const rows = artists.map((artist, index): RankedRow => {
    const { id, name, imageUrl, inFiles, skipped } = artist;
    return {
      key: id,
      name,
      imageUrl,
      value: shareOf(artist),
      rank: format.number(index + 1),
      href: entityHref('artist', id, range),
      detail: `${format.number(skipped)} of ${format.count(inFiles, 'play')}`,
      figure: percentLabel(shareOf(artist), format),
      figureNote: 'skipped',
      figureHref: null,
    };
  });
  return (
    <section aria-label="Most often skipped" className="min-w-0">
      <h3 className="mb-3 text-[0.8125rem] font-medium text-soft">Most often skipped</h3>
      <RankedRows rows={rows} />
    </section>
  );
}
