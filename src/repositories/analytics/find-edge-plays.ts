import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { describePage, type ShownPlayRow, shownPlayRow } from '@/repositories/history/play-event-repository';
import { type Days, type Listener, playedOn } from './listener-days';

/** The first and the last play of these days, by the primary key; they are one where there is only one. Null without plays. */
export async function findEdgePlays(
  db: Database,
  listener: Listener,
  days: Days,
): Promise<{ first: ShownPlayRow; last: ShownPlayRow } | null> {
  const played = playedOn(listener, days);
  const rows = await query(db, shownPlayRow)`
    WITH page AS MATERIALIZED (
      (SELECT played_at, track_id, ms_played, listened_ms FROM counted_plays WHERE ${played}
       ORDER BY played_at, track_id LIMIT 1)
      UNION ALL
      (SELECT played_at, track_id, ms_played, listened_ms FROM counted_plays WHERE ${played}
       ORDER BY played_at DESC, track_id DESC LIMIT 1)
    )
    ${describePage}
    ORDER BY page.played_at, page.track_id`;
  const [first, last] = [rows[0], rows.at(-1)];
  return first && last ? { first, last } : null;
}
