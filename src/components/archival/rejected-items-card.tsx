import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import type { RejectedReason } from '@/lib/shared/archival/rejected-items';
import type { RejectedCount } from '@/lib/shared/archival/rejected-items-schema';
import type { ReaderFormat } from '@/lib/shared/format';

const REASONS: Record<RejectedReason, string> = {
  no_track: 'Spotify did not say what was played',
  local_file: 'A file of your own that Spotify does not identify',
  episode: 'A podcast episode or an audiobook chapter, not music',
  unreadable: 'Not in the format that Spotify documents',
  out_of_bounds: 'A play at an impossible time',
  same_moment: 'Another track that ended at the very same moment',
  unstorable: 'A play with a value that cannot be stored',
};

/** What Spotify listed among the plays and could not be read as one: how many, why, and all of it to download. */
export function RejectedItemsCard({ counts, format }: { counts: RejectedCount[]; format: ReaderFormat }) {
  const total = counts.reduce((sum, { items }) => sum + items, 0);
  return (
    <Card
      id="rejected-items"
      title="Unreadable items"
      note={total === 0 ? 'None: everything Spotify listed was a play.' : format.count(total, 'item')}
    >
      <p className="text-sm">
        Spotify sometimes lists things that are not plays of a track. They are kept exactly as it sent them,
        and the plays around them are saved as usual.
      </p>
      {total === 0 ? null : (
        <>
          <table className="mt-4 w-full text-left text-sm">
            <thead className="text-[0.8125rem] text-soft">
              <tr>
                <th className="w-full pr-6 pb-1 font-normal">Why</th>
                <th className="pr-6 pb-1 text-right font-normal">Items</th>
                <th className="pb-1 font-normal whitespace-nowrap">Last seen</th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ reason, items, lastSeenAt }) => (
                <tr key={reason}>
                  <td className="py-1 pr-6">{REASONS[reason]}</td>
                  <td className="py-1 pr-6 text-right">{format.number(items)}</td>
                  <td className="py-1 whitespace-nowrap">{format.day(lastSeenAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <a href="/api/rejected-items" download className={`${outlineButton} mt-4 w-fit`}>
            Download all of them (JSON)
          </a>
        </>
      )}
    </Card>
  );
}
