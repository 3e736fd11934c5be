import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Exclusion } from '@/lib/shared/history/exclusion';
import { exclusionHref, exclusionMeaning } from './exclusion-labels';

interface LeftOutMatchesProps {
  exclusions: readonly Exclusion[];
  format: ReaderFormat;
}

/** Artists, albums and tracks that a search finds, and that have no figures because they are left out of statistics. */
export function LeftOutMatches({ exclusions, format }: LeftOutMatchesProps) {
  if (exclusions.length === 0) return null;
  return (
    <Card id="left-out" title="Left out of statistics">
      <ul className="grid gap-3">
        {exclusions.map((exclusion) => (
          <li key={exclusion.id} className="grid min-w-0 leading-[1.35]">
            <FigureLink href={exclusionHref(exclusion) ?? '/me#exclusions'}>
              <bdi>{exclusion.name}</bdi>
            </FigureLink>
            <span className="text-[0.8125rem] text-soft">{exclusionMeaning(exclusion, format)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
