import { pageHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { ListRow } from '@/components/ui/list-row';
import { PageLink } from '@/components/ui/page-link';
import { QueryError } from '@/components/ui/query-error';
import { daySpan } from '@/lib/shared/analytics/calendar-days';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { type Removal, type RemovalList, UNDO_DAYS } from '@/lib/shared/history/removal';

interface RemovedPlaysProps {
  list: RemovalList;
  /** Where the list begins, after newer removals; null with the newest. */
  cursor: string | null;
  /** Whether the address named a place where there is none. */
  isWrong: boolean;
  format: ReaderFormat;
}

/** What the listener removed, each with a form that undoes it while that is possible. */
export const RemovedPlays = ({ list, cursor, isWrong, format }: RemovedPlaysProps) => (
  <Card
    id="removed-plays"
    title="Removed plays"
    note={`A removal can be undone for ${UNDO_DAYS} days. No sync and no import brings removed plays back.`}
  >
    {isWrong ? (
      <QueryError field="cursor">
        leads to no place in your removals. They begin again with the newest.
      </QueryError>
    ) : null}
    {list.removals.length === 0 ? (
      <p className="text-sm">{cursor === null ? <NothingRemoved /> : 'There are no older removals.'}</p>
    ) : (
      <ul className="grid">
        {list.removals.map((removal) => (
          <RemovalRow key={removal.id} removal={removal} cursor={cursor} format={format} />
        ))}
      </ul>
    )}
    <OtherRemovals nextCursor={list.nextCursor} isOlder={cursor !== null} />
  </Card>
);

const NothingRemoved = () => (
  <>
    You have removed nothing.
    <span className="print:hidden"> To remove a play, press the “…” beside it in your history.</span>
  </>
);

function OtherRemovals({ nextCursor, isOlder }: { nextCursor: string | null; isOlder: boolean }) {
  if (nextCursor === null && !isOlder) return null;
  return (
    <p className="mt-4 flex flex-wrap gap-3">
      {isOlder ? (
        <PageLink href="/me#removed-plays" className={outlineButton}>
          Newest removals
        </PageLink>
      ) : null}
      {nextCursor === null ? null : (
        <PageLink href={`${pageHref('/me', { cursor: nextCursor })}#removed-plays`} className={outlineButton}>
          Older removals
        </PageLink>
      )}
    </p>
  );
}

type RemovalRowProps = { removal: Removal } & Pick<RemovedPlaysProps, 'cursor' | 'format'>;

function RemovalRow({ removal, cursor, format }: RemovalRowProps) {
  const { id, label, plays, removedAt, undoUntil } = removal;
  return (
    <ListRow
      title={<bdi>{label}</bdi>}
      note={`${format.count(plays, 'play')}${spanOf(removal, format)}${SEPARATOR}removed on ${format.dayAndTime(removedAt)}`}
    >
      {undoUntil === null ? null : (
        <form method="post" action={pageHref(`/api/removals/${id}/undo`, { cursor })}>
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
