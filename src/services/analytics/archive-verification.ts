import type { Deps } from '@/lib/deps';
import {
  countArchive,
  type Difference,
  findDifferences,
} from '@/repositories/analytics/archive-verification-repository';

export interface Verification {
  plays: number;
  listeners: number;
  /** Empty when every stored figure agrees with its plays. */
  differences: Difference[];
}

/** Recounts everything from the plays, for one listener or for all, and compares it with what is stored. */
export async function verifyArchive(deps: Pick<Deps, 'db'>, userId?: number): Promise<Verification> {
  const differences = await findDifferences(deps.db, userId);
  return { ...(await countArchive(deps.db, userId)), differences };
}
