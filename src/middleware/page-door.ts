import { runtime } from '@/lib/build-deps';
import { SECOND } from '@/lib/shared/time';
import { databaseAnswers as askDatabase } from '@/services/health-service';

// A successful check is valid this long; a failure is not cached.
const ANSWER_HOLDS_MS = SECOND;
let answered: { db: unknown; at: number } | null = null;
let asking: Promise<boolean> | null = null;

/** Whether pages can be rendered now; checked before streaming starts, while the status can still be set. */
export async function databaseAnswers(): Promise<boolean> {
  const { deps } = runtime();
  const now = deps.clock.now().getTime();
  if (answered?.db === deps.db && now - answered.at < ANSWER_HOLDS_MS) return true;
  asking ??= askDatabase(deps).finally(() => {
    asking = null;
  });
  const answers = await asking;
  if (answers) answered = { db: deps.db, at: now };
  return answers;
}
