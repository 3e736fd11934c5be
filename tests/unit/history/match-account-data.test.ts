import { describe, expect, it } from 'vitest';
import { combinePlays, playOf, reportedBy } from '@/lib/history/combine-plays';
import type { KnownPlay } from '@/lib/history/known-play';
import { matchPlays } from '@/lib/history/match-plays';
import type { Report } from '@/lib/history/report';
import { accountRow, archivedFrom, endsOf, known, polled, row } from '../../support/reports';

const SHORT = { msPlayed: 31_000 };

describe('a row of the account data beside a play of another length', () => {
  const other = accountRow(0, { msPlayed: 120_000 });
  const [poll, play] = [polled(97.6), row(97, { msPlayed: 61_000 })];

  it.each([
    ['all at once', [poll, play, other], []],
    ['after the poll', [play], [known(poll, other)]],
    ['after the play', [other], [known(poll, play)]],
    ['after the play, whose start was polled', [other], [known(polled(97.6), row(307, {}))]],
  ])('is a play of its own, though a poll is near to both: %s', (_, reports, before) => {
    const { plays } = matchPlays(reports, before);
    const reported = plays.map((one) => playOf(one.reported).msPlayed).toSorted();
    expect(plays.length - plays.filter((one) => one.known !== null).length + before.length).toBe(2);
    expect(reported).toContain(120_000);
  });
});

describe('a row of the account data in a loop of a short track', () => {
  const [first, second] = [polled(13.4), polled(44.6)];
  const [of, minute] = [row(11, SHORT), accountRow(0, SHORT)];
  const whole = [first, of, minute].map(reportedBy).reduce(combinePlays);

  it.each<[string, Report[], KnownPlay[]]>([
    ['all at once', [first, second, of, minute], []],
    ['after the polls', [of, minute], [known(first), known(second)]],
    ['before the row', [of], [known(first), known(second, minute)]],
    ['after the row', [minute], [known(first, of), known(second)]],
    ['before the polls', [first, second], [known(of, minute)]],
  ])(
    'goes with the row of its minute, though the next play was polled nearer to it: %s',
    (_, reports, before) => {
      const { plays } = matchPlays(reports, before);
      const others = before.filter((_known, place) => !plays.some((play) => play.known === place));
      const all = [...plays, ...others].map(({ reported }) => reported);
      expect(all.toSorted((a, b) => playOf(a).end - playOf(b).end)).toEqual([whole, reportedBy(second)]);
      expect(plays.filter((play) => play.known !== null).length + others.length).toBe(before.length);
    },
  );
});

describe('two plays of a short track in one minute, of other lengths', () => {
  const LONGER = { msPlayed: 33_000 };
  const first = [polled(29.5), row(28, LONGER), accountRow(0, LONGER)].map(reportedBy).reduce(combinePlays);
  const second = [polled(60.2), row(59, SHORT), accountRow(0, SHORT)].map(reportedBy).reduce(combinePlays);
  const [polls, rows, minutes] = [
    [polled(29.5), polled(60.2)],
    [row(28, LONGER), row(59, SHORT)],
    [accountRow(0, LONGER), accountRow(0, SHORT)],
  ];

  it.each([
    ['polls, rows, minutes', [polls, rows, minutes]],
    ['polls, minutes, rows', [polls, minutes, rows]],
    ['rows, minutes, polls', [rows, minutes, polls]],
    ['minutes, polls, rows', [minutes, polls, rows]],
  ])('keep their rows, though one was polled in the middle of the minute: %s', (_, files) => {
    expect(endsOf(archivedFrom(files))).toEqual(endsOf([first, second]));
  });
});

it('rows of a known play that are not of one play, as is known by now, give way to a poll that is near', () => {
  const [elsewhere, minute] = [row(11, { track: { spotifyId: 'y', title: 'Else' } }), accountRow(0)];
  const { plays } = matchPlays([polled(44.6)], [known(elsewhere, minute)]);
  expect(plays.map(({ known: play, reported }) => [play, Object.keys(reported)])).toEqual([
    [null, ['poll', 'account']],
    [0, ['history']],
  ]);
});
