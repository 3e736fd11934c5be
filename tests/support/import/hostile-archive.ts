import { HOUR, MINUTE } from '@/lib/shared/time';
import type { HttpStage } from '../http-stage';
import { keepPlays, type PlayedTrack } from '../keep-plays';

/** A name of 1,000 letters of three bytes each, or of signs that HTML and JSON escape; names of other numbers differ. */
export const longName = (number: number): string =>
  `${number} `.padEnd(1_000, number % 3 === 0 ? `"<'&` : '椎名林檎');

const TRACKS = 120;
const MANY_ARTISTS = Array.from({ length: 100 }, (_, number) => longName(10_000 + number));

/**
 * Plays from 2008 to now, every one of them with names as long as they are stored, each fortieth track with a hundred
 * artists; beside them plays at times that no play can have, and a gap for each hour of the last months.
 */
export async function keepHostileArchive({ deps }: HttpStage, userId: number): Promise<void> {
  const now = deps.clock.now().getTime();
  const since = Date.parse('2008-10-08T00:00:00Z');
  const track = (index: number): Omit<PlayedTrack, 'endedAt'> => {
    const number = index % TRACKS;
    const artists = number % 40 === 0 ? MANY_ARTISTS : [longName(1_000 + number), longName(2_000 + number)];
    return { track: longName(number), artists, album: longName(3_000 + number), durationMs: 3 * MINUTE };
  };
  const steady = Array.from({ length: 60 }, (_, index) => ({
    ...track(index),
    endedAt: new Date(since + Math.floor(((now - since) * index) / 60)),
  }));
  const recent = Array.from({ length: TRACKS }, (_, index) => ({
    ...track(index),
    endedAt: new Date(now - index * 10 * MINUTE),
  }));
  const impossible = ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];
  const odd = impossible.map((endedAt, index) => ({ ...track(index + 1), endedAt: new Date(endedAt) }));
  await keepPlays(deps.db, userId, deps.clock.now(), [...steady, ...recent, ...odd]);
  await deps.db.artist.updateMany({
    data: { genres: Array.from({ length: 12 }, (_, number) => longName(number)) },
  });
  await deps.db.archiveGap.createMany({
    data: Array.from({ length: 3_000 }, (_, index) => ({
      userId,
      from: new Date(now - (index + 2) * HOUR),
      to: new Date(now - (index + 1) * HOUR),
      missedAtMost: 3,
      openedAt: new Date(now),
    })),
  });
}
