import { HatchIcon } from '@/components/charts/hatch-icon';
import { PlayBar } from '@/components/charts/play-bar';
import { PreviewArt } from '@/components/ui/preview-art';

const ARTISTS = [
  { name: 'The Quiet Meridian', sense: '61 hours\u00a0· since 3 Mar 2021', plays: 914 },
  { name: 'Ostrava Night Choir', sense: '48 hours\u00a0· since 19 Jun 2021', plays: 733 },
  { name: 'Paper Lanterns', sense: '44 hours\u00a0· since 2 Jan 2022', plays: 688 },
  { name: 'Field & Harbour', sense: '31 hours\u00a0· since 27 Sep 2021', plays: 502 },
];
const TRACKS = [
  { name: 'Low Tide, Early', sense: 'Field & Harbour', plays: 121 },
  { name: 'Tram 7', sense: 'Ostrava Night Choir', plays: 107 },
  { name: 'Cartographer', sense: 'The Quiet Meridian', plays: 98 },
  { name: 'Blue Hour Again', sense: 'Paper Lanterns', plays: 86 },
];

/** A picture of a dashboard with invented artists: one image to a screen reader, no links, nothing to tab through. */
export function DashboardPreview() {
  return (
    <figure className="grid gap-2">
      <div
        role="img"
        aria-label="A dashboard: 1,204 hours of listening, the most played artists and tracks, and a note where plays may be missing."
        className="grid gap-4 rounded-card border border-line bg-card p-4 shadow-card select-none two:p-7"
      >
        <div className="flex gap-3 rounded-[10px] border border-dashed border-edge px-3.5 py-2.5 text-[0.8125rem] text-soft">
          <HatchIcon />
          <p>
            <b className="font-[550] text-ink">Up to 14 plays may be missing</b> on 12 May 2026, 15:04–18:40.
          </p>
        </div>
        <div>
          <p className="font-display text-[2.75rem] leading-none font-semibold tracking-[-0.035em] two:text-[3.75rem]">
            1,204 <span className="text-soft">hours</span>
          </p>
          <p className="mt-2 max-w-[44ch] two:text-[1.0625rem]">
            of listening since 3 Mar 2021: <b className="font-[550]">18,532 plays</b> of{' '}
            <b className="font-[550]">4,210 tracks</b> by <b className="font-[550]">1,377 artists</b>.
          </p>
        </div>
        <div className="grid gap-x-10 gap-y-6 border-t border-line pt-4 two:grid-cols-2">
          <PreviewList title="Artists" rows={ARTISTS} />
          <PreviewList title="Tracks" rows={TRACKS} />
        </div>
      </div>
      <figcaption className="text-[0.8125rem] text-soft">
        A dashboard after five years, with invented artists.
      </figcaption>
    </figure>
  );
}

function PreviewList({ title, rows }: { title: string; rows: typeof ARTISTS }) {
  const largest = rows[0]?.plays ?? 1;
  return (
    <div className="min-w-0">
      <p className="mb-3 font-display text-[0.9375rem] font-semibold">{title}</p>
      <div className="grid gap-2.5">
        {rows.map((row) => (
          <div key={row.name} className="grid grid-cols-[36px_minmax(0,1fr)_56px] items-center gap-3">
            <PreviewArt seed={row.name.length * 7 + row.plays} />
            <span className="grid min-w-0 leading-[1.35]">
              <span className="truncate text-sm font-[550]">{row.name}</span>
              <span className="truncate text-xs text-soft">{row.sense}</span>
            </span>
            <span className="grid gap-1 text-right text-sm font-[550]">
              {row.plays}
              <PlayBar value={row.plays} largest={largest} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
