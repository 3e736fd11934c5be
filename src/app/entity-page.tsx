import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EntityView } from '@/components/catalogue/entity-view';
import { LeftOutView } from '@/components/catalogue/left-out-view';
import { openTableOf } from '@/components/charts/table-link';
import { EntityExclusionNote } from '@/components/history/entity-exclusion-note';
import { deps, statisticsDeps } from '@/lib/build-deps';
import type { Range } from '@/lib/shared/analytics/range';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { parseEntity } from '@/lib/shared/history/plays-filter';
import { requireUser } from '@/middleware/session';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { getEntityExclusion, getLeftOutEntity } from '@/services/history/entity-exclusion';
import { oneOf, readRange } from './page-range';
import { RangeControls } from './range-controls';
import { rangeMetadata } from './range-metadata';
import { readerFormat } from './reader';

/** The same for the pages of albums and tracks. */
export type EntityRoute = PageProps<'/artist/[id]'>;

const OWN_RANGE: Preset = 'all';

type RangeParts = [Range['preset'], Range['from'], Range['to']];

// The title and the page ask for the same thing; an object would be another key each time.
const findEntity = cache(async (kind: EntityKind, id: string, ...[preset, from, to]: RangeParts) => {
  const user = await requireUser();
  const asked = parseEntity({ kind, id });
  const entity = (asked.ok ? asked.value : null) ?? notFound();
  const page = await getEntityPage(statisticsDeps(), user, kind, entity.id, {
    preset,
    from,
    to,
  });
  if (page) return { page, leftOut: null, shown: { kind, id: page.id } };
  const leftOut = (await getLeftOutEntity(deps(), user.id, { kind, id: entity.id })) ?? notFound();
  return { page: null, leftOut, shown: { kind, id: leftOut.id } };
});

const entityOf = (kind: EntityKind, id: string, { preset, from, to }: Range) =>
  findEntity(kind, id, preset, from, to);

export async function entityMetadata(kind: EntityKind, route: EntityRoute): Promise<Metadata> {
  const { range } = readRange(await route.searchParams, OWN_RANGE);
  const { page, leftOut } = await entityOf(kind, (await route.params).id, range);
  return rangeMetadata(page?.name ?? leftOut?.name, route.searchParams);
}

/** The page of one artist, album or track; not found for what this listener never played. It has no figures where none of it counts. */
export async function EntityPageOf({ kind, route }: { kind: EntityKind; route: EntityRoute }) {
  const asked = await route.searchParams;
  const { range, problem } = readRange(asked, OWN_RANGE);
  const { id } = await route.params;
  const { page, leftOut, shown } = await entityOf(kind, id, range);
  const user = await requireUser();
  const format = await readerFormat();
  const exclusion = await getEntityExclusion(deps(), user.id, shown);
  if (!page) return <LeftOutView exclusion={exclusion} format={format} entity={shown} about={leftOut} />;
  const isPlayed = page.trend.points.some(({ plays }) => plays > 0);
  const picker = (
    <RangeControls
      range={range}
      problem={problem}
      path={`/${kind}/${page.id}`}
      format={format}
      share={isPlayed ? { about: 'entity', kind, id: page.id } : undefined}
    />
  );
  return (
    <EntityView
      page={page}
      picker={picker}
      format={format}
      now={deps().clock.now()}
      exclusion={<EntityExclusionNote entity={shown} exclusion={exclusion} />}
      openTable={openTableOf(oneOf(asked.table))}
    />
  );
}
