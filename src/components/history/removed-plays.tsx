import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { ListRow, SEPARATOR } from '@/components/ui/list-row';
import { daySpan } from '@/lib/shared/analytics/calendar-days';
import type { ReaderFormat } from '@/lib/shared/format';
import { type Removal, UNDO_DAYS } from '@/lib/shared/history/removal';

interface RemovedPlaysProps {
  removals: Removal[];
  format: ReaderFormat;
}

/** What the listener removed, each with a form that undoes it while that is possible. */
export const RemovedPlays = ({ removals, format }: RemovedPlaysProps) => (
  <Card
    id="removed-plays"
    title="Removed plays"
    note={`A removal can be undone for ${UNDO_DAYS} days. No sync and no import brings removed plays back.`}
  >
    {removals.length === 0 ? (
      <p className="text-sm">You have removed nothing. Each play of your history has a × that removes it.</p>
    ) : (
      <ul className="grid">
        {removals.map((removal) => (
          <RemovalRow key={removal.id} removal={removal} format={format} />
        ))}
      </ul>
    )}
  </Card>
);

function RemovalRow({ removal, format }: { removal: Removal } & Pick<RemovedPlaysProps, 'format'>) {
  const { id, label, plays, removedAt, undoUntil } = removal;
  return (
    <ListRow
      title={label}
      note={`${format.count(plays, 'play')}${spanOf(removal, format)}${SEPARATOR}removed on ${format.dayAndTime(removedAt)}`}
    >
      {undoUntil === null ? null : (
        <form method="post" action={`/api/removals/${id}/undo`}>
          <button type="submit" className={outlineButton}>
            Undo, until {format.day(undoUntil)}
            <span className="sr-only">: {label}</span>
          </button>
        </form>
      )}
    </ListRow>
  );
}

function spanOf({ from, to }: Removal, format: ReaderFormat): string {
  if (!from || !to) return '';
  return from === to
    ? ` of ${format.dayAndTime(from)}`
    : `, ${daySpan(format.dayKey(from), format.dayKey(to), format.locale)}`;
}
