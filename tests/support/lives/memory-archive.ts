import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { playOf, type Reported } from '@/lib/history/combine-plays';
import type { KnownPlay } from '@/lib/history/known-play';
import { matchPlays } from '@/lib/history/match-plays';
import { playEnd } from '@/lib/history/play-end';
import { reportBy, SOURCES } from '@/lib/history/play-source';
import { reachesOf } from '@/lib/history/reach';
import { REPORTERS, type Report } from '@/lib/history/report';
import type { AccountRow, ExtendedRow } from './exports';
import type { LookUp } from './look-ups';
import type { ListedPlay } from './polls';
import type { Event, Listener, ReportingEvent } from './world';

const NOTHING = { skipped: null, reasonStart: null, reasonEnd: null, context: null };

/** An archive made of the pure rules alone: what the database must come to. */
export class MemoryArchive {
  private readonly plays: Record<Listener, Reported[]> = { a: [], b: [], hostile: [] };
  /** Spotify's newest word on each id. */
  private readonly catalogue = new Map<string, { at: number; track: TrackFacts }>();

  take(event: Event): void {
    if (event.kind === 'lookUp') this.lookUp(event);
    else this.tell(event);
  }

  /** More is known of the tracks: two plays may turn out to be one. */
  private lookUp({ words, at }: LookUp): void {
    this.learn(words, at);
    for (const [listener, plays] of Object.entries(this.plays) as [Listener, Reported[]][]) {
      const reports = plays.flatMap((reported) => Object.values(this.withAllFacts(reported)));
      this.plays[listener] = matchPlays(reports, []).plays.map(({ reported }) => reported);
    }
  }

  private tell(event: ReportingEvent): void {
    const reports = this.reportsOf(event).map((report) => this.withFacts(report));
    const spans = reachesOf(reports);
    const mine = this.plays[event.listener];
    const isNear = (reported: Reported) => {
      const { end } = playOf(reported);
      return spans.some(({ from, to }) => end >= from && end <= to);
    };
    const near = mine.filter(isNear);
    const known: KnownPlay[] = near.map((reported) => ({
      reported: this.withAllFacts(reported),
      storedAt: 0,
      removedAt: null,
    }));
    const { plays } = matchPlays(reports, known);
    const replaced = new Set(
      plays.flatMap((play) => [...play.others, play.known ?? -1].map((one) => near[one])),
    );
    this.plays[event.listener] = [
      ...mine.filter((reported) => !replaced.has(reported)),
      ...plays.map(({ reported }) => reported),
    ];
  }

  /** In the order of their ends. */
  playsOf(listener: Listener): Reported[] {
    return this.plays[listener]
      .map((reported) => this.withAllFacts(reported))
      .sort((a, b) => playOf(a).end - playOf(b).end);
  }

  private learn(words: readonly TrackFacts[], at: number): void {
    for (const track of words) {
      const id = track.spotifyId ?? '';
      const before = this.catalogue.get(id);
      if (!before || before.at < at) this.catalogue.set(id, { at, track });
    }
  }

  private reportsOf(event: ReportingEvent): Report[] {
    switch (event.kind) {
      case 'poll':
        return event.page.map((item) => this.readItem(item, event.at));
      case 'history':
        return event.rows.map(({ row }) => readExtendedRow(row));
      case 'account':
        return event.rows.map(({ row }) => readAccountRow(row));
      case 'ownExport':
        return this.plays[event.listener].flatMap(exported);
    }
  }

  private readItem({ playedAt, track, context }: ListedPlay, at: number): Report {
    this.learn([track], at);
    return { ...NOTHING, end: playedAt, precision: 1, track, msPlayed: null, context, source: 'poll' };
  }

  private withFacts(report: Report): Report {
    const facts = this.catalogue.get(report.track.spotifyId ?? '');
    return facts && facts.track !== report.track ? { ...report, track: facts.track } : report;
  }

  private withAllFacts(reported: Reported): Reported {
    const all = REPORTERS.flatMap((reporter) => {
      const report = reported[reporter];
      return report ? [[reporter, this.withFacts(report)] as const] : [];
    });
    return Object.fromEntries(all);
  }
}

function readExtendedRow(row: ExtendedRow): Report {
  const [ts, msPlayed] = [Date.parse(row.ts), row.ms_played];
  return {
    end: playEnd({ ts, msPlayed, offline: row.offline, offlineTimestamp: row.offline_timestamp }),
    precision: 1_000,
    track: {
      ...fromFile(row.master_metadata_track_name, row.master_metadata_album_artist_name),
      spotifyId: row.spotify_track_uri.slice('spotify:track:'.length),
    },
    msPlayed,
    skipped: row.skipped,
    reasonStart: row.reason_start,
    reasonEnd: row.reason_end,
    context: null,
    source: 'import',
  };
}

function readAccountRow(row: AccountRow): Report {
  const end = Date.parse(`${row.endTime.replace(' ', 'T')}:00Z`);
  const track = fromFile(row.trackName, row.artistName);
  return { ...NOTHING, end, precision: 60_000, track, msPlayed: row.msPlayed, source: 'import' };
}

const fromFile = (title: string, artist: string): TrackFacts => ({
  spotifyId: null,
  title,
  artists: [artist],
  isrc: null,
  durationMs: null,
  describedBy: 'file',
});

/** A play as our own export tells it: what each reporter said, of the track that the play has. */
function exported(reported: Reported): Report[] {
  const play = playOf(reported);
  const track: TrackFacts = { ...play.track, describedBy: 'file' };
  return REPORTERS.flatMap((reporter) => {
    const end = reported[reporter]?.end;
    return end === undefined ? [] : [reportBy(SOURCES[reporter], end, { ...play, track })];
  });
}
