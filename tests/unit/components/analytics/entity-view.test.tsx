import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { TopView } from '@/components/analytics/top-view';
import { EntityView } from '@/components/catalogue/entity-view';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import type { Release, TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';
import { createReaderFormat } from '@/lib/shared/format';
import { entityPage, rankedEntry, YEAR } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const now = new Date('2026-11-22T13:20:00Z');
const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('the page of an album', () => {
  const show = () =>
    render(<EntityView page={entityPage()} picker={null} now={now} openTable={null} format={format} />);

  it('says when it was first played, to the minute, on the listener’s clock', () => {
    show();
    expect(document.body.textContent).toContain('First played on 3 March 2021 at 22:14.');
  });

  it('says how often a track was skipped, of the plays in files', () => {
    const page = entityPage({ kind: 'track', skips: { skipped: 12, inFiles: 80 } });
    render(<EntityView page={page} picker={null} now={now} openTable={null} format={format} />);
    expect(document.body.textContent).toContain('Skipped 12 of the 80 plays in your files.');
  });

  it('leads from its figures to the plays and to its place in the ranking', () => {
    show();
    expect(hrefOf('214 plays')).toBe('/history?kind=album&id=5');
    expect(hrefOf('All plays')).toBe('/history?kind=album&id=5');
    expect(hrefOf('14 plays of Blink')).toBe('/history?kind=release&id=11&from=2025-11-23&to=2026-11-22');
    expect(hrefOf('your no. 103 album')).toBe('/top?kind=album&range=all&offset=100');
    expect(hrefOf('Hiroshi Yoshimura')).toBe('/artist/7');
    expect(hrefOf('Blink')).toBe('/track/11?range=1y');
  });

  const namesOf = () =>
    [...screen.getByRole('region', { name: 'Tracks' }).querySelectorAll('li')].map((row) => row.textContent);
  const track = (id: number, name: string, values: Partial<TrackOfAlbum>): TrackOfAlbum => ({
    id,
    name,
    spotifyId: `of-${id}`,
    discNumber: 1,
    trackNumber: id,
    plays: 0,
    status: 'unplayed',
    ...values,
  });
  const showTracks = (tracks: TrackOfAlbum[], totalTracks: number) =>
    render(<EntityView page={entityPage({ tracks, totalTracks })} picker={null} now={now} format={format} />);

  it('has its tracks in order, and empty places where nobody has named what was never played', () => {
    show();
    expect(namesOf()).toEqual(['1Not played yet', '2Blink14', '3Not played yet', '4Not played yet']);
    expect(document.body.textContent).toContain('You have played 1 of 4 tracks.');
  });

  it('says which of its tracks are left out, and that they were played', () => {
    showTracks([...entityPage().tracks, track(3, 'Clouds', { status: 'left_out' })], 4);
    expect(namesOf()[2]).toBe('3Cloudsleft out');
    expect(document.body.textContent).toContain('You have played 1 of 4 tracks, and 1 that is left out.');
  });

  it('names what was never played and leads to it at Spotify, and knows what was played elsewhere', () => {
    const tracks = [
      track(1, 'Dream', { status: 'unplayed' }),
      track(2, 'Blink', { status: 'played', plays: 14 }),
      track(3, 'Clouds', { status: 'elsewhere' }),
    ];
    showTracks(tracks, 3);
    expect(namesOf()).toEqual([
      '1Dreamnot played',
      '2Blink14',
      '3CloudsPlayed from another release0 plays of Clouds from this album',
    ]);
    expect(document.body.textContent).toContain('Unplayed tracks open on Spotify.');
    expect(hrefOf('Dream')).toBe('https://open.spotify.com/track/of-1');
    expect(hrefOf('Clouds')).toBe('/track/3?range=1y');
    expect(document.body.textContent).toContain('You have played 1 of 3 tracks.');
  });

  it('is in order disc by disc, and counts what is known of by number alone', () => {
    const played = { status: 'played', plays: 1 } as const;
    showTracks([track(1, 'One', played), track(3, 'Eight', { ...played, discNumber: 2 })], 20);
    const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['Disc 1', 'Disc 2']);
    expect(namesOf()).toEqual(['1One1', '1Not played yet', '2Not played yet', '3Eight1']);
    expect(document.body.textContent).toContain('And 16 more tracks, not played yet.');
  });

  it('leads back to Spotify, and nowhere where Spotify does not know it', () => {
    show();
    expect(hrefOf('Listen on Spotify')).toBe('https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQD');
    cleanup();
    render(
      <EntityView
        page={entityPage({ spotifyId: null })}
        picker={null}
        now={now}
        openTable={null}
        format={format}
      />,
    );
    expect(screen.queryByRole('link', { name: 'Listen on Spotify' })).toBeNull();
  });
});

describe('the page of an artist', () => {
  const album = {
    ...rankedEntry({ kind: 'album', id: 5, name: 'Postcards' }),
    playedTracks: 7,
    totalTracks: 12,
  };
  const show = (albums = [album]) =>
    render(
      <EntityView
        page={entityPage({ kind: 'artist', id: 7, albums, tracks: [], totalTracks: null })}
        picker={null}
        now={now}
        format={format}
      />,
    );

  it('has its albums with the plays of the artist on them in the range, and how much of each was played', () => {
    show();
    expect(hrefOf('Postcards')).toBe('/album/5?range=1y');
    expect(hrefOf('214 plays on Postcards')).toBe(
      '/history?kind=artist&id=7&album=5&from=2025-11-23&to=2026-11-22',
    );
    expect(screen.getByRole('region', { name: 'Albums' }).textContent).toContain('7 of 12 tracks');
  });

  it('says under a track who else is on it, not whose page it is', () => {
    const { name } = entityPage();
    const topTracks = [
      rankedEntry({ kind: 'track', id: 11, name: 'Blink', artists: [name] }),
      rankedEntry({ kind: 'track', id: 12, name: 'Both', artists: ['Nala', name] }),
    ];
    render(
      <EntityView page={entityPage({ kind: 'artist', topTracks })} picker={null} now={now} format={format} />,
    );
    const rows = [...screen.getByRole('region', { name: 'Tracks' }).querySelectorAll('li')];
    expect(rows.map((row) => row.textContent?.includes(name))).toEqual([false, false]);
    expect(rows.map((row) => /\d\s(h|min)/.test(row.textContent ?? ''))).toEqual([true, true]);
    expect(rows[1]?.textContent).toContain('with Nala');
  });

  it('means the days of the picker in every list below it', () => {
    show();
    expect(hrefOf('214 plays of Blink')).toBe('/history?kind=release&id=11&from=2025-11-23&to=2026-11-22');
    expect(screen.getByRole('region', { name: 'Tracks' }).textContent).toContain(
      'Most played, last 365 days',
    );
    cleanup();
    const march = { preset: null, from: '2026-03-01', to: '2026-03-31' };
    const page = entityPage({ trend: { ...entityPage().trend, range: march } });
    render(<EntityView page={page} picker={null} now={now} format={format} />);
    expect(screen.getByRole('region', { name: 'Tracks' }).textContent).toContain('with plays in March 2026');
  });
});

describe('the page of a track with several releases', () => {
  const ofSong = (values: Partial<Release>): Release => ({
    id: 11,
    name: 'Song',
    album: { id: 5, name: 'Album' },
    plays: 3,
    isShown: false,
    isSeparate: false,
    isCounted: true,
    ...values,
  });
  const show = (...releases: Release[]) =>
    render(
      <EntityView
        page={entityPage({ kind: 'track', id: 11, releases })}
        picker={null}
        now={now}
        format={format}
      />,
    );
  const sent = (name: string) => {
    const form = screen.getByRole('button', { name }).closest('form');
    const field = form?.querySelector<HTMLInputElement>('[name=separate]');
    return [form?.method, form?.getAttribute('action'), field?.value];
  };

  it('lists them with their plays, and of two offers to keep the other apart', () => {
    show(ofSong({ isShown: true }), ofSong({ id: 12, name: 'Song - Live', plays: 1 }));
    expect(hrefOf('1 play')).toBe('/history?kind=release&id=12');
    expect(hrefOf('Song - Live')).toBe('/track/12?range=1y');
    expect(sent('Keep this release apart: Song - Live')).toEqual(['post', '/api/tracks/12/separate', 'true']);
    expect(screen.queryByRole('button', { name: 'Keep this release apart: Song' })).toBeNull();
  });

  it('offers to keep apart the one that it shows too, where three are counted together', () => {
    const more = [12, 13].map((id) => ofSong({ id, name: `Song ${id}` }));
    show(ofSong({ isShown: true }), ...more);
    expect(sent('Keep this release apart: Song')).toEqual(['post', '/api/tracks/11/separate', 'true']);
    expect(screen.getAllByRole('button', { name: /^Keep this release apart/ })).toHaveLength(3);
  });

  it('offers to join one that is apart, also on its own page', () => {
    const apart = { name: 'Song - Live', isSeparate: true };
    show(ofSong({ isCounted: false }), ofSong({ id: 12, ...apart, isShown: true }));
    expect(sent('Join again: Song - Live')).toEqual(['post', '/api/tracks/12/separate', 'false']);
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('says nothing of releases where there is one only', () => {
    show();
    expect(screen.queryByRole('heading', { name: 'Releases' })).toBeNull();
  });
});

describe('the ranking', () => {
  const show = (offset: number, kind: CountedKind = 'artist') =>
    render(
      <TopView
        archived={{ days: 365, archivedDays: 365 }}
        now={new Date('2026-11-22T12:00:00Z')}
        kind={kind}
        by="time"
        top={{ range: YEAR, total: 120, entries: [rankedEntry({ kind, rank: offset + 1 })] }}
        first={rankedEntry()}
        offset={offset}
        isNew={false}
        estimated={0.25}
        picker={null}
        format={format}
      />,
    );

  it('pages forward and back, keeping the kind and the measure', () => {
    show(50);
    expect(hrefOf('Previous')).toBe('/top?kind=artist&by=time&range=1y');
    expect(hrefOf('Next')).toBe('/top?kind=artist&by=time&range=1y&offset=100');
    expect(hrefOf('Albums')).toBe('/top?kind=album&by=time&range=1y');
    expect(hrefOf('Plays')).toBe('/top?kind=artist&range=1y');
    expect(hrefOf('Plays: sort')).toBe('/top?kind=artist&range=1y');
    expect(hrefOf('Time: sorted, most first')).toBe('/top?kind=artist&by=time&range=1y');
  });

  it('counts the releases of a track together or separately, as the address says', () => {
    show(50, 'release');
    expect(hrefOf('Releases together')).toBe('/top?kind=track&by=time&range=1y');
    expect(hrefOf('Separate')).toBe('/top?kind=track&releases=separate&by=time&range=1y');
    expect(hrefOf('Next')).toBe('/top?kind=track&releases=separate&by=time&range=1y&offset=100');
    expect(screen.getByRole('link', { name: 'Separate' }).getAttribute('aria-current')).toBe('true');
    expect(screen.getByRole('link', { name: 'Tracks' }).getAttribute('aria-current')).toBe('true');
    cleanup();
    show(0);
    expect(screen.queryByRole('link', { name: 'Separate' })).toBeNull();
  });

  it('offers the tracks as links, for a playlist', () => {
    show(0, 'release');
    expect(screen.getByRole('button', { name: 'Copy as links' })).toBeTruthy();
    cleanup();
    show(0);
    expect(screen.queryByRole('button', { name: 'Copy as links' })).toBeNull();
  });

  it('says how the time it ranks by is known', () => {
    show(0);
    expect(document.body.textContent).toContain('Listening time is estimated for 25% of the plays');
  });
});
