import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import type { EntityExclusion } from '@/lib/shared/history/exclusion';

interface EntityExclusionNoteProps {
  entity: { kind: EntityKind; id: number };
  exclusion: EntityExclusion;
}

/** On the page of an artist, album or track: leaves it out of statistics; or says that it is, and undoes it. Plain forms. */
export function EntityExclusionNote({ entity: { kind, id }, exclusion }: EntityExclusionNoteProps) {
  if (exclusion.id === null)
    return (
      <form method="post" action="/api/exclusions">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="id" value={id} />
        <button type="submit" className={outlineButton}>
          Leave out of statistics
        </button>
      </form>
    );
  return (
    <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-card px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-64">
        <b className="font-[550]">Left out of statistics.</b> The plays are kept, but do not count.
        {exclusion.isFollowing ? (
          <>
            {' '}
            Figures are <PageLink href="/me#exclusions">being recalculated</PageLink>.
          </>
        ) : null}
      </p>
      <form method="post" action={`/api/exclusions/${exclusion.id}/undo?back=${kind}/${id}`}>
        <button type="submit" className={outlineButton}>
          Undo
        </button>
      </form>
    </div>
  );
}
