import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { dayLabel, fullDay } from '@/lib/shared/analytics/calendar-days';
import type { Forgotten } from '@/lib/shared/analytics/look-back-schema';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { playedRow } from '../ranked-list';
import { type RankedRow, RankedRows } from '../ranked-rows';

interface ForgottenCardProps {
  forgotten: Forgotten;
  format: ReaderFormat;
}

/** What was once played much; figures lead to those plays, names to their pages. Nothing where all of it still is. */
export function ForgottenCard({ forgotten, format }: ForgottenCardProps) {
  const { kind, since, entries, days, archivedDays } = forgotten;
  if (entries.length === 0) return null;
  const lack =
    archivedDays < days
      ? `, as far as archived: ${format.number(archivedDays)} of the ${format.count(days, 'day')}`
      : '';
  const note = `Once played a lot, and not since ${fullDay(since, format.locale)}${lack}`;
  const rows = entries.map((entry): RankedRow => {
    const { id, artists, lastPlayedAt } = entry;
    return {
      ...playedRow(entry, format),
      href: entityHref(kind, id, ALL_TIME),
      detail: [`last in ${monthOf(lastPlayedAt, format)}`, ...artists.slice(0, 1)].join(SEPARATOR),
      figureHref: playsHref({ entity: { kind, id } }),
    };
  });
  return (
    <Card id={`forgotten-${kind}s`} title={`Forgotten ${kind}s`} note={note}>
      <RankedRows rows={rows} />
    </Card>
  );
}

const monthOf = (iso: string, { dayKey, locale }: ReaderFormat): string =>
  dayLabel(dayKey(iso), locale, { month: 'long', year: 'numeric' });
