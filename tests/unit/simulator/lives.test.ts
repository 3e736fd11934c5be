import { describe, expect, it } from 'vitest';
import type { ListenerLife, SimulatedPlay } from '../../../simulator/life/listener-life';
import { playsBefore, playsBetween } from '../../../simulator/life/plays';
import { builtInListeners } from '../../../simulator/life/scenarios';
import { DAY, HOUR, localClock } from '../../../simulator/life/time-zone';
import { createWorld, type World } from '../../../simulator/life/world';

const NOW = Date.UTC(2026, 10, 22, 13);
const world = createWorld(1);
const lives = builtInListeners(NOW);
const half = 182 * DAY;

function scenario(id: string): ListenerLife {
  const life = lives.find((each) => each.id === id);
  if (!life) throw new Error(`no scenario ${id}`);
  return life;
}

const lived = (id: string, from = NOW - half, to = NOW, where: World = world): SimulatedPlay[] => [
  ...playsBetween(where, scenario(id), from, to),
];

/** The most plays that end within any stretch of this many ms. */
function mostWithin(plays: readonly SimulatedPlay[], ms: number): number {
  let most = 0;
  let first = 0;
  for (const [last, play] of plays.entries()) {
    while ((plays[first]?.playedAt ?? 0) <= play.playedAt - ms) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe.each(lives.map((life) => life.id))('the life "%s"', (id) => {
  const plays = lived(id);

  it('never plays two entities at once', () => {
    const wrong = plays.filter((play, at) => {
      const before = plays[at - 1]?.playedAt ?? 0;
      const whole = Number.isInteger(play.playedAt) && Number.isInteger(play.arrivesAt);
      return !whole || play.arrivesAt < play.playedAt || play.playedAt - play.listenedMs < before;
    });
    expect(plays.length).toBeGreaterThan(id === 'newcomer' ? 1 : 500);
    expect(wrong).toEqual([]);
  });

  it('listens to every play for at least 30 s and at most its length', () => {
    const wrong = plays.filter(({ listenedMs, trackId }) => {
      return listenedMs < 30_000 || listenedMs > (world.catalogue.trackById.get(trackId)?.durationMs ?? 0);
    });
    expect(wrong).toEqual([]);
  });

  it('plays nothing before it is released', () => {
    const released = (trackId: string) => world.catalogue.trackById.get(trackId)?.album.releaseDate ?? '';
    const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    expect(plays.filter(({ trackId, playedAt }) => released(trackId) > dayOf(playedAt))).toEqual([]);
  });

  it('gives the same plays through any window and from either end', () => {
    const from = NOW - 40 * DAY + 12_345;
    const to = NOW - 9 * DAY - 54_321;
    const whole = plays.filter((play) => play.playedAt >= from && play.playedAt < to);
    expect(lived(id, from, to, createWorld(1))).toEqual(whole);
    const back = [];
    for (const play of playsBefore(createWorld(1), scenario(id), to)) {
      if (play.playedAt < from) break;
      back.push(play);
    }
    expect(back.reverse()).toEqual(whole);
  });

  it('is another life under another seed', () => {
    expect(lived(id, NOW - half, NOW, createWorld(2))).not.toEqual(plays);
  });

  it('begins when it says', () => {
    const { startsAt } = scenario(id);
    expect(lived(id, 0, startsAt)).toEqual([]);
    expect(lived(id, startsAt, startsAt + 60 * DAY).length).toBeGreaterThan(0);
  });
});

describe('the pace of each life', () => {
  it.each([
    ['regular', 35, 4],
    ['quiet', 5, 1.5],
    ['heavy', 110, 6],
    ['gap', 36, 1],
    ['traveller', 31, 3],
    ['lifelong', 51, 16],
  ])('%s plays about %i times a day, for %d years', (id, perDay, years) => {
    const { startsAt } = scenario(id);
    expect((NOW - startsAt) / (365.25 * DAY)).toBeCloseTo(years, 1);
    const from = Math.max(startsAt, NOW - 365 * DAY);
    const rate = lived(id, from).length / ((NOW - from) / DAY);
    expect(rate).toBeGreaterThan(perDay * 0.7);
    expect(rate).toBeLessThan(perDay * 1.3);
  });

  it('leaves days without music, most of all for the quiet one', () => {
    const silent = (id: string) => {
      const days = new Set(lived(id).map((play) => localClock(scenario(id).timeZone, play.playedAt).day));
      return 183 - days.size;
    };
    expect(silent('regular')).toBeGreaterThan(2);
    expect(silent('quiet')).toBeGreaterThan(40);
  });

  it('sleeps at night by its own clock, and listens on weekend mornings', () => {
    const byHour = Array.from({ length: 24 }, () => 0);
    for (const play of lived('regular')) {
      const { hour } = localClock('Europe/Berlin', play.playedAt);
      byHour[hour] = (byHour[hour] ?? 0) + 1;
    }
    const of = (from: number, to: number) => byHour.slice(from, to).reduce((sum, count) => sum + count, 0);
    expect(of(2, 6)).toBeLessThan(of(18, 22) / 10);
  });

  it('has favourites that come and go by the month', () => {
    const favourites = (from: number, to: number) => {
      const counts = new Map<string, number>();
      for (const play of lived('regular', from, to)) {
        const name = world.catalogue.trackById.get(play.trackId)?.artists[0]?.id ?? '';
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return [...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 5)
        .map(([name]) => name);
    };
    const summer = favourites(Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1));
    const winter = favourites(Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1));
    expect(summer).not.toEqual(winter);
    const plays = lived('regular', Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)).length;
    expect(plays).toBeGreaterThan(300);
  });

  it('plays albums in their order, repeats tracks and cuts some short', () => {
    const plays = lived('regular');
    const tracks = plays.map((play) => world.catalogue.trackById.get(play.trackId));
    const inOrder = plays.filter((play, at) => {
      const [before, now] = [tracks[at - 1], tracks[at]];
      return (
        play.context?.type === 'album' &&
        before?.album === now?.album &&
        now?.trackNumber === (before?.trackNumber ?? 0) + 1
      );
    });
    const again = plays.filter((play, at) => plays[at - 1]?.trackId === play.trackId);
    const short = plays.filter((play, at) => play.listenedMs < (tracks[at]?.durationMs ?? 0));
    expect(inOrder.length).toBeGreaterThan(plays.length / 10);
    expect(again.length).toBeGreaterThan(10);
    expect(short.length / plays.length).toBeGreaterThan(0.05);
    expect(short.length / plays.length).toBeLessThan(0.3);
    expect(new Set(plays.map((play) => play.context?.type))).toEqual(
      new Set(['album', 'playlist', 'artist', 'collection', undefined]),
    );
  });
});

describe('the hard cases', () => {
  it('heavy: some hours hold more than the 50 plays that Spotify keeps', () => {
    expect(mostWithin(lived('heavy'), HOUR)).toBeGreaterThan(50);
    expect(mostWithin(lived('regular'), HOUR)).toBeLessThan(50);
  });

  it('gap: now and then more than 120 short plays within a few hours', () => {
    const plays = lived('gap');
    expect(mostWithin(plays, 3 * HOUR)).toBeGreaterThan(120);
    expect(mostWithin(plays, HOUR)).toBeGreaterThan(60);
  });

  it('traveller: flights bring plays hours late, backdated, and days follow the zone abroad', () => {
    const plays = lived('traveller');
    const late = plays.filter((play) => play.arrivesAt - play.playedAt > HOUR);
    expect(late.length).toBeGreaterThan(20);
    expect(late.length).toBeLessThan(plays.length / 4);
    expect(Math.max(...late.map((play) => play.arrivesAt - play.playedAt))).toBeLessThan(14 * HOUR);
    const nightAtHome = plays.filter((play) => {
      const { hour } = localClock('Europe/Paris', play.playedAt);
      return hour >= 2 && hour < 5;
    });
    const nightOfRegular = lived('regular').filter((play) => {
      const { hour } = localClock('Europe/Berlin', play.playedAt);
      return hour >= 2 && hour < 5;
    });
    expect(nightAtHome.length).toBeGreaterThan(nightOfRegular.length);
  });
});

describe('the live pace', () => {
  const since = NOW - 2 * HOUR;
  const live = createWorld(1, { liveSince: since });

  it('ends one play every 40–75 s for every listener, from its start on', () => {
    for (const life of lives) {
      const plays = [...playsBetween(live, life, since + 1, NOW)];
      expect(plays.length).toBeGreaterThan(110);
      for (const [at, play] of plays.entries()) {
        const before = plays[at - 1]?.playedAt ?? since;
        expect(play.playedAt - before).toBeGreaterThanOrEqual(40_000);
        expect(play.playedAt - before).toBeLessThanOrEqual(75_000);
        expect(play.playedAt - play.listenedMs).toBeGreaterThanOrEqual(before);
      }
    }
  });

  it('leaves the life before its start as it was', () => {
    expect(lived('regular', since - 30 * DAY, since, live)).toEqual(
      lived('regular', since - 30 * DAY, since),
    );
  });

  it('is the same again for the same seed and start, from either end', () => {
    const again = createWorld(1, { liveSince: since });
    const plays = lived('quiet', since - DAY, NOW, live);
    expect(lived('quiet', since - DAY, NOW, again)).toEqual(plays);
    const back = [];
    for (const play of playsBefore(again, scenario('quiet'), NOW)) {
      if (play.playedAt < since - DAY) break;
      back.push(play);
    }
    expect(back.reverse()).toEqual(plays);
  });
});

describe('the year of the life "regular"', () => {
  const from = Date.UTC(2025, 0, 1);
  const plays = lived('regular', from, NOW);
  const months = new Map<string, SimulatedPlay[]>();
  for (const play of plays) {
    const month = new Date(play.playedAt).toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), play]);
  }

  it('is worth a review: music in every month since January before last, more in some than in others', () => {
    expect(months.size).toBe(23);
    const whole = [...months.values()].slice(0, -1).map((month) => month.length);
    expect(Math.min(...whole)).toBeGreaterThan(300);
    expect(Math.max(...whole)).toBeGreaterThan(1.5 * Math.min(...whole));
  });

  it('has a streak of weeks, and artists to discover in every month', () => {
    const days = [...new Set(plays.map(({ playedAt }) => Math.floor(playedAt / DAY)))];
    let longest = 0;
    let streak = 0;
    for (const [at, day] of days.entries()) {
      streak = days[at - 1] === day - 1 ? streak + 1 : 1;
      longest = Math.max(longest, streak);
    }
    expect(longest).toBeGreaterThanOrEqual(21);
    const known = new Set(lived('regular', from - 3 * half, from).map(artistOf));
    const discovered = [...months.values()].map((month) => {
      const fresh = new Set(month.map(artistOf).filter((artist) => !known.has(artist)));
      for (const artist of fresh) known.add(artist);
      return fresh.size;
    });
    expect(Math.min(...discovered)).toBeGreaterThan(0);
    expect(discovered.reduce((sum, artists) => sum + artists)).toBeGreaterThan(80);
  });
});

const artistOf = ({ trackId }: SimulatedPlay) => world.catalogue.trackById.get(trackId)?.artists[0]?.id;
