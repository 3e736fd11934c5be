import type { Deps } from '@/lib/deps';
import type { OpenGaps } from '@/lib/shared/analytics/look-back-schema';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';

const MOST_LISTED = 100;

/** The stretches of time in which plays of the listener may be missing, the latest first. */
export async function listOpenGaps({ db }: Pick<Deps, 'db'>, userId: number): Promise<OpenGaps> {
  const gaps = await findOpenGaps(db, userId, MOST_LISTED);
  return {
    gaps: gaps.map((gap) => ({ ...gap, from: gap.from.toISOString(), to: gap.to.toISOString() })),
  };
}
