import { hasArchive, startDatabase } from './embedded-database.mjs';
import { readSettings } from './own-settings.mjs';
import { LaunchError } from './project.mjs';
import { DATABASE_FOLDER, SECRETS_FILE } from './real-server.mjs';
import { keepSecrets } from './secrets.mjs';

/**
 * The settings that the server of this folder has, with its database running: that of DATABASE_URL, or the embedded
 * one, found or started in `family`; without DATABASE_URL where no archive was ever made. Migrates nothing. Throws
 * `LaunchError` when the embedded database or its folder cannot be used.
 */
export async function installationSettings(family) {
  const settings = readSettings();
  const url = (settings.NEXTAUTH_URL ?? `http://127.0.0.1:${settings.PORT ?? 3000}`).replace(/\/+$/, '');
  const shared = { NEXTAUTH_URL: url, ...settings, NODE_ENV: 'production' };
  if (settings.DATABASE_URL) return shared;
  const secrets = secretsInFolder();
  if (!hasArchive(DATABASE_FOLDER)) return { ...secrets, ...shared };
  const { url: DATABASE_URL } = await startDatabase(family, DATABASE_FOLDER);
  return { ...secrets, ...shared, DATABASE_URL };
}

function secretsInFolder() {
  try {
    return keepSecrets(SECRETS_FILE);
  } catch (error) {
    throw new LaunchError(`The data folder cannot be used: ${error.message}`);
  }
}
