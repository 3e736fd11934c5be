import type { Deps } from '@/lib/deps';
import { addDays } from '@/lib/shared/analytics/range-days';
import { dayStart, localDay } from '@/lib/shared/analytics/range-instants';
import { shownName } from '@/lib/shared/catalogue/unknown-name';
import type { Exclusion, ExclusionChoice } from '@/lib/shared/history/exclusion';
import { findExclusionsOfPlay, findPlayFacts, type PlayFacts } from '@/repositories/history/exclusions-of';
import { countChosenPlays } from '@/repositories/history/removal-repository';
import { listExclusions } from './exclusions';

type PlayKey = { playedAt: Date; trackId: number };

export interface ExclusionChoices {
  /** The name of the track. */
  name: string;
  /** The exclusions that leave the play out already. */
  leftOutBy: Exclusion[];
  choices: ExclusionChoice[];
}

/** How many artists of a track are offered. */
const MOST_ARTISTS = 5;

/**
 * What the listener may leave out of statistics beside a play: its track, artists, album and playlist, its session and its day;
 * and what leaves it out already. Null when the listener has no such play.
 */
export async function exclusionChoices(
  deps: Pick<Deps, 'db' | 'clock'>,
  user: { id: number; timeZone: string },
  play: PlayKey,
): Promise<ExclusionChoices | null> {
  const facts = await findPlayFacts(deps.db, user.id, play);
  if (!facts) return null;
  const [{ exclusions }, ids, session] = await Promise.all([
    listExclusions(deps, user.id),
    findExclusionsOfPlay(deps.db, user.id, play),
    countChosenPlays(deps.db, user.id, { what: 'session', ...play }),
  ]);
  const day = localDay(play.playedAt, user.timeZone);
  const dayEnd = dayStart(addDays(day, 1), user.timeZone);
  return {
    name: shownName(facts.track.name),
    leftOutBy: exclusions.filter(({ id }) => ids.includes(id)),
    choices: [
      ...entityChoices(facts),
      ...(isPlaylist(facts) ? [{ kind: 'playlist' as const, uri: facts.context.uri }] : []),
      ...(session.from && session.to && session.plays > 1
        ? [spanChoice('session', session.from, new Date(session.to.getTime() + 1))]
        : []),
      spanChoice('day', dayStart(day, user.timeZone), dayEnd),
    ],
  };
}

function entityChoices({ track, artists, album }: PlayFacts): ExclusionChoice[] {
  const named = (kind: 'artist' | 'album' | 'track', { id, name }: { id: number; name: string }) => ({
    kind,
    id,
    name: shownName(name, kind),
  });
  return [
    named('track', track),
    ...artists.slice(0, MOST_ARTISTS).map((artist) => named('artist', artist)),
    ...(album ? [named('album', album)] : []),
  ];
}

/** Pages of artists and albums are left out as what they are. */
const isPlaylist = (facts: PlayFacts): facts is PlayFacts & { context: NonNullable<PlayFacts['context']> } =>
  facts.context?.type === 'playlist' || facts.context?.type === 'collection';

const spanChoice = (of: 'session' | 'day', from: Date, to: Date): ExclusionChoice => ({
  kind: 'span',
  of,
  from: from.toISOString(),
  to: to.toISOString(),
});
