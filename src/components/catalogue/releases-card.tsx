import { entityHref, playsHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import type { Range } from '@/lib/shared/analytics/range';
import type { Release } from '@/lib/shared/catalogue/entity-page';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { EntityLink } from './entity-link';

interface ReleasesCardProps {
  releases: Release[];
  range: Range;
  format: ReaderFormat;
}

/** The releases of a recording that were played, each with its own plays; one can be kept apart, and joined again. */
export function ReleasesCard({ releases, range, format }: ReleasesCardProps) {
  if (releases.length === 0) return null;
  // With two releases, keeping the other one apart does the same, and this page stays as it is.
  const canLeave = releases.filter(({ isCounted }) => isCounted).length > 2;
  const note = 'Of all time. Releases of one recording are counted together unless you keep one apart.';
  return (
    <Card id="releases" title="Releases" note={note}>
      <ul className="grid gap-3">
        {releases.map((release) => (
          <li key={release.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <span className="grid min-w-0 leading-[1.35]">
              <EntityLink href={entityHref('release', release.id, range)} name={release.name} />
              <span className="text-[0.8125rem] text-soft">{detailOf(release)}</span>
            </span>
            <span className="flex flex-wrap items-center gap-3">
              <FigureLink href={playsHref({ entity: { kind: 'release', id: release.id } })}>
                {format.count(release.plays, 'play')}
              </FigureLink>
              <Choice release={release} canLeave={canLeave || !release.isShown} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function detailOf({ album, isSeparate, isShown }: Release): string {
  const notes = [...(isShown ? ['shown here'] : []), ...(isSeparate ? ['kept apart'] : [])];
  return [album?.name ?? 'No known album', ...notes].join(SEPARATOR);
}

/** A plain form, so that it works without scripts. */
function Choice({ release, canLeave }: { release: Release; canLeave: boolean }) {
  const { id, name, isSeparate, isCounted } = release;
  if (!isSeparate && !(canLeave && isCounted)) return null;
  return (
    <form method="post" action={`/api/tracks/${id}/separate`}>
      <input type="hidden" name="separate" value={String(!isSeparate)} />
      <button type="submit" className={outlineButton}>
        {isSeparate ? 'Join again' : 'Keep this release apart'}
        <span className="sr-only">: {name}</span>
      </button>
    </form>
  );
}
