import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { makeFolder } from './make-folder.mjs';

/**
 * The secrets, in a file of their own that only its owner can read; created at first use.
 * Losing the file signs everybody out and makes the stored Spotify tokens unreadable: listeners sign in again.
 */
export function keepSecrets(file) {
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const secrets = {
    NEXTAUTH_SECRET: kept.NEXTAUTH_SECRET ?? randomBytes(32).toString('base64'),
    TOKEN_KEYS: kept.TOKEN_KEYS ?? `k1:${randomBytes(32).toString('base64')}`,
  };
  if (kept.NEXTAUTH_SECRET && kept.TOKEN_KEYS) return secrets;
  makeFolder(dirname(file));
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"`);
  // A crash, a power cut or a full disk must not leave half of it: what is sealed until then could never be opened again.
  writeFileSync(`${file}.tmp`, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.tmp`, file);
  return secrets;
}
