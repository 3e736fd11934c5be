import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EntityExclusionNote } from '@/components/history/entity-exclusion-note';
import { exclusionMeaning, exclusionTitle } from '@/components/history/exclusion-labels';
import { ExclusionProgress } from '@/components/history/exclusion-progress';
import { ExclusionsCard } from '@/components/history/exclusions-card';
import { historyByDay } from '@/components/history/history-days';
import { HistoryList } from '@/components/history/history-list';
import { LeaveOutView } from '@/components/history/leave-out-view';
import type { PollingIo } from '@/components/shell/polling-io';
import { createReaderFormat } from '@/lib/shared/format';
import type { Exclusion, ExclusionList } from '@/lib/shared/history/exclusion';
import { historyPlay } from '../../../support/statistics-fixture';
import { countingRouter } from '../test-router';

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const at = '2026-11-22T12:00:00.000Z';

const exclusion = (over: Partial<Exclusion> = {}): Exclusion => ({
  id: 3,
  kind: 'artist',
  entityId: 7,
  name: 'Ada',
  artists: [],
  uri: null,
  span: null,
  hours: null,
  createdAt: at,
  ...over,
});
const nothing = { entityId: null, name: null };
const night = { from: '2026-11-22T22:00:00.000Z', to: '2026-11-23T06:00:00.000Z' };

describe('what is left out', () => {
  it.each([
    ['Ada', 'Artist: every track that credits them', exclusion()],
    [
      'Blink',
      'Track by Ada, Bob, all its releases',
      exclusion({ kind: 'track', name: 'Blink', artists: ['Ada', 'Bob'] }),
    ],
    [
      '22 Nov 2026, 23:00 – 23 Nov 2026, 07:00',
      'Plays that ended then',
      exclusion({ kind: 'span', ...nothing, span: night }),
    ],
    [
      'Every day, 23:00–07:00',
      'Plays that ended in these hours, Europe/Berlin time',
      exclusion({
        kind: 'hours',
        ...nothing,
        hours: { from: '23:00', to: '07:00', timeZone: 'Europe/Berlin' },
      }),
    ],
    [
      'A playlist',
      'Plays that were started from there',
      exclusion({ kind: 'playlist', ...nothing, uri: 'spotify:playlist:a1' }),
    ],
    [
      'Liked songs',
      'Plays that were started from there',
      exclusion({ kind: 'playlist', ...nothing, uri: 'spotify:user:ada:collection' }),
    ],
  ])('is called “%s”: %s', (title, meaning, left) => {
    expect(exclusionTitle(left, format).replaceAll('\u2009', ' ')).toBe(title);
    expect(exclusionMeaning(left, format)).toBe(meaning);
  });

  it('stands on the account page, each with a form that undoes it', () => {
    const { Router } = countingRouter();
    const list: ExclusionList = { exclusions: [exclusion()], plays: 1_204, check: null };
    render(<ExclusionsCard list={list} format={format} />, { wrapper: Router });
    expect(screen.getByText('1,204 plays left out.')).toBeDefined();
    const row = within(screen.getByRole('listitem'));
    expect(row.getByRole('link', { name: 'Ada' }).getAttribute('href')).toMatch(/^\/artist\/7/);
    const undo = row.getByRole('button', { name: 'Undo: Ada' });
    expect(undo.parentElement?.getAttribute('action')).toBe('/api/exclusions/3/undo');
  });

  it('is said on its own page, with the way back; else the page has the way there', () => {
    const entity = { kind: 'artist', id: 7 } as const;
    const { rerender, container } = render(
      <EntityExclusionNote entity={entity} exclusion={{ id: null, isFollowing: false }} />,
    );
    const fields = [...container.querySelectorAll('input')].map(({ name, value }) => [name, value]);
    expect(fields).toEqual([
      ['kind', 'artist'],
      ['id', '7'],
    ]);
    rerender(<EntityExclusionNote entity={entity} exclusion={{ id: 3, isFollowing: false }} />);
    expect(screen.getByText('Left out of statistics.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Undo' }).closest('form')?.getAttribute('action')).toBe(
      '/api/exclusions/3/undo?back=artist/7',
    );
  });

  it('is marked in the history, with the way to undo it', () => {
    const plays = [historyPlay(at, { isLeftOut: true }), historyPlay('2026-11-22T11:00:00.000Z')];
    render(<HistoryList days={historyByDay(plays, [], format)} made={at} timeZone={format.timeZone} />);
    const [link, ...others] = screen.getAllByRole('link', { name: /^Left out of statistics: / });
    expect(others).toEqual([]);
    expect(link?.getAttribute('href')).toBe(
      `/history/leave-out?playedAt=${encodeURIComponent(at)}&trackId=11`,
    );
  });
});

it('what a play belongs to is offered, each as a form without scripts', () => {
  const { container } = render(
    <LeaveOutView
      name="Blink"
      playedAt={at}
      leftOutBy={[exclusion()]}
      format={format}
      choices={[
        { kind: 'track', id: 11, name: 'Blink' },
        { kind: 'playlist', uri: 'spotify:playlist:a1' },
        { kind: 'span', of: 'session', ...night },
      ]}
    />,
  );
  const sent = [...container.querySelectorAll('form[action="/api/exclusions"]')].map((form) =>
    Object.fromEntries([...form.querySelectorAll('input')].map(({ name, value }) => [name, value])),
  );
  expect(sent).toEqual([
    { kind: 'track', id: '11' },
    { kind: 'playlist', uri: 'spotify:playlist:a1' },
    { kind: 'span', ...night },
  ]);
  expect(screen.getByRole('button', { name: 'Undo: Ada' })).toBeDefined();
});

describe('the progress of the figures', () => {
  const check = (checkedPlays: number) => ({
    plays: 200,
    checkedPlays,
    requestedAt: at,
    isStalled: false,
  });

  /** A server that gives these answers in turn, and a time that passes at once. */
  function show(...answers: (ExclusionList['check'] | 'unreachable')[]) {
    const { Router, refreshed } = countingRouter();
    const io: PollingIo = {
      fetch: async () => {
        const answer = answers.shift();
        if (answer === 'unreachable' || answer === undefined) throw new TypeError('Failed to fetch');
        return Response.json({ exclusions: [], plays: 0, check: answer });
      },
      wait: async () => undefined,
    };
    render(<ExclusionProgress check={check(0)} locale="en-GB" io={io} />, { wrapper: Router });
    return refreshed;
  }

  it('is asked for until they have followed, also after a failed answer; then the page is refreshed', async () => {
    const refreshed = show(check(50), 'unreachable', check(150), null);
    await waitFor(() => expect(refreshed()).toBe(1));
    expect(screen.getByText(/^Your figures are being recalculated: 75%/)).toBeDefined();
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('150');
  });
});
