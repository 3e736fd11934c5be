import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { startDatabase } from './embedded-database.mjs';
import { createFamily } from './family.mjs';
import { readSettings, SPOTIFY_HELP } from './own-settings.mjs';
import { parsePort, requirePort } from './ports.mjs';
import { LaunchError, TYPESCRIPT } from './project.mjs';
import { mustRun } from './run-command.mjs';
import { keepSecrets } from './secrets.mjs';

export const DATABASE_FOLDER = '.data/database';
const SECRETS_FILE = '.data/secrets.env';

/**
 * Reads the settings of a real server; null, with the way to them printed, when Spotify's keys are missing.
 * `--port` and `--host` come first, then PORT and NEXTAUTH_URL.
 */
export async function readServerOptions(command) {
  const { port: given, host } = parse(command);
  const settings = readSettings();
  const fromUrl = settings.NEXTAUTH_URL ? new URL(settings.NEXTAUTH_URL).port : '';
  const port = parsePort(given ?? settings.PORT ?? (fromUrl || '3000'));
  const appUrl = (settings.NEXTAUTH_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  const redirectUri = `${appUrl}/api/auth/callback/spotify`;
  if (!settings.SPOTIFY_CLIENT_ID || !settings.SPOTIFY_CLIENT_SECRET) {
    console.error(SPOTIFY_HELP(redirectUri));
    return null;
  }
  await requirePort(port, `${command} --`);
  return { port, host, appUrl, redirectUri, settings };
}

function parse(command) {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', short: 'p' }, host: { type: 'string', default: '127.0.0.1' } },
    });
    return values;
  } catch (error) {
    throw new LaunchError(`${error.message}\n\n${command} [-- --port N] [--host ADDRESS]`);
  }
}

/**
 * Installs, builds unless `build` is false, finds or starts the database, applies migrations. Resolves with the family
 * of processes and the environment that the server needs.
 */
export async function prepareServer({ port, appUrl, settings }, { build }) {
  await ensureDependencies();
  if (build) await ensureBuild();
  const family = createFamily();
  family.endOnSignals('\nStopping …');
  const databaseUrl = settings.DATABASE_URL ?? (await embeddedUrl(family));
  await mustRun('Bringing the database up to date', process.execPath, [...TYPESCRIPT, 'scripts/migrate.ts'], {
    env: { DATABASE_URL: databaseUrl },
  });
  const secrets = settings.NEXTAUTH_SECRET && settings.TOKEN_KEYS ? {} : keepSecrets(SECRETS_FILE);
  const env = {
    ...secrets,
    ...settings,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: appUrl,
    PORT: String(port),
  };
  return { family, env };
}

const embeddedUrl = async (family) => (await startDatabase(family, DATABASE_FOLDER, 'inherit')).url;
