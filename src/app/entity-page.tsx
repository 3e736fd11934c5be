import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EntityView } from '@/components/catalogue/entity-view';
import { openTableOf } from '@/components/charts/table-link';
import type { Range } from '@/lib/shared/analytics/range';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { parseEntity } from '@/lib/shared/history/plays-filter';
import { readStatistics } from '@/middleware/read-statistics';
import { requireUser } from '@/middleware/session';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { oneOf, readRange, type SearchParameters } from './page-range';
import { RangeControls } from './range-controls';
import { readerFormat } from './reader';

export interface EntityRoute {
  params: Promise<{ id: string }>;
  searchParams: SearchParameters;
}

const OWN_RANGE: Preset = 'all';

// The title and the page ask for the same thing; the key is text, so that both find the one answer.
const entityOf = cache(async (kind: EntityKind, id: string, rangeText: string) => {
  const user = await requireUser();
  const { firstWeekday } = await readerFormat(user.timeZone);
  const range: Range = JSON.parse(rangeText);
  const asked = parseEntity({ kind, id });
  const entity = (asked.ok ? asked.value : null) ?? notFound();
  return (
    (await readStatistics((deps) =>
      getEntityPage(deps, { ...user, firstWeekday }, kind, entity.id, range),
    )) ?? notFound()
  );
});

export async function entityMetadata(kind: EntityKind, route: EntityRoute): Promise<Metadata> {
  const { range } = readRange(await route.searchParams, OWN_RANGE);
  return { title: (await entityOf(kind, (await route.params).id, JSON.stringify(range))).name };
}

/** The page of one artist, album or track; not found for what this listener never played. */
export async function EntityPageOf({ kind, route }: { kind: EntityKind; route: EntityRoute }) {
  const asked = await route.searchParams;
  const { range, problem } = readRange(asked, OWN_RANGE);
  const { id } = await route.params;
  const page = await entityOf(kind, id, JSON.stringify(range));
  const format = await readerFormat((await requireUser()).timeZone);
  const picker = (
    <RangeControls
      {...{ range, problem }}
      path={`/${kind}/${page.id}`}
      format={format}
      share={{ about: 'entity', kind, id: page.id }}
    />
  );
  return <EntityView {...{ page, picker, format }} openTable={openTableOf(oneOf(asked.table))} />;
}
