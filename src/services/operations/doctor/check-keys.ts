import type { Deps } from '@/lib/deps';
import { findSealedTokenSamples } from '@/repositories/operations/sealed-token-samples';
import { type Finding, fine, problem } from './finding';

const REMEDY =
  'Put the key that sealed them back into TOKEN_KEYS, behind the newest (k2:…,k1:…). If it is lost, these listeners must sign in again.';

/** Whether TOKEN_KEYS opens the tokens in the database: one of each key. */
export async function checkKeys({ db, seal }: Pick<Deps, 'db' | 'seal'>): Promise<Finding[]> {
  const samples = await findSealedTokenSamples(db);
  if (samples.length === 0) return [fine('No token is stored yet.')];
  return samples.map(({ key, listeners, userId, refreshToken }) => {
    try {
      seal.open(refreshToken, { userId, column: 'refresh_token' });
      return fine(`Key ${key} opens the tokens of ${listeners} listener(s).`);
    } catch {
      return problem(`TOKEN_KEYS does not open what key ${key} sealed for ${listeners} listener(s).`, REMEDY);
    }
  });
}
