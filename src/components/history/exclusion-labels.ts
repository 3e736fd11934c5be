import { entityHref } from '@/components/shell/page-links';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { clockTime, type ReaderFormat } from '@/lib/shared/format';
import { listFormatter } from '@/lib/shared/formatters';
import type { Exclusion } from '@/lib/shared/history/exclusion';
import { zoneLabel } from '@/lib/shared/time-zone';

/** What an exclusion leaves out, as a heading: "Ada", "A playlist", "28 Nov 2026, 23:00–07:00". */
export function exclusionTitle({ kind, name, uri, span, hours }: Exclusion, format: ReaderFormat): string {
  if (span) return format.range(span.from, span.to);
  if (hours)
    return `Every day, ${clockTime(hours.from, format.locale)}–${clockTime(hours.to, format.locale)}`;
  if (kind === 'playlist') return uri?.endsWith(':collection') ? 'Liked songs' : 'A playlist';
  return name ?? '';
}

/** What that means: "Album by Ada", "All plays that ended then". */
export function exclusionMeaning({ kind, artists, hours }: Exclusion, { locale }: ReaderFormat): string {
  const by = artists.length > 0 ? ` by ${listFormatter(locale, { type: 'unit' }).format(artists)}` : '';
  if (kind === 'artist') return 'Artist: every track that credits them';
  if (kind === 'album') return `Album${by}`;
  if (kind === 'track') return `Track${by}, all its releases`;
  if (kind === 'playlist') return 'Plays that were started from there';
  if (kind === 'hours') return `Plays that ended in these hours, ${zoneLabel(hours?.timeZone ?? '')} time`;
  return 'Plays that ended then';
}

/** Its page here, or the playlist at Spotify; null for times. */
export function exclusionHref({ kind, entityId, uri }: Exclusion): string | null {
  if (entityId !== null && kind !== 'playlist' && kind !== 'span' && kind !== 'hours')
    return entityHref(kind, entityId, ALL_TIME);
  const playlist = /^spotify:playlist:(\w+)$/.exec(uri ?? '')?.[1];
  return playlist === undefined ? null : `https://open.spotify.com/playlist/${playlist}`;
}
