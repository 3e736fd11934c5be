import type { Deps } from '@/lib/deps';
import type { OpenGap } from '@/lib/shared/analytics/dashboard';
import type { OpenGaps } from '@/lib/shared/analytics/look-back-schema';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';

const MOST_LISTED = 100;

/** The stretches of time in which plays of the listener may be missing, the latest first. */
export async function listOpenGaps({ db }: Pick<Deps, 'db'>, userId: number): Promise<OpenGaps> {
  return { gaps: (await findOpenGaps(db, userId, MOST_LISTED)).map(shownGap) };
}

/** A gap between instants in ISO 8601 UTC. */
export const shownGap = ({
  from,
  to,
  missedAtMost,
}: {
  from: Date;
  to: Date;
  missedAtMost: number;
}): OpenGap => ({
  from: from.toISOString(),
  to: to.toISOString(),
  missedAtMost,
});
