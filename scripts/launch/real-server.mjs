import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { createFamily } from './family.mjs';
import { keepDatabase } from './keep-database.mjs';
import { readOptions } from './options.mjs';
import { readSettings, SPOTIFY_HELP } from './own-settings.mjs';
import { parseHost, parsePort, requirePort } from './ports.mjs';
import { IS_PACKAGED, program } from './program.mjs';
import { LaunchError } from './project.mjs';
import { mustRun } from './run-command.mjs';
import { keepSecrets } from './secrets.mjs';

/** Everything that a server keeps on its own disk. */
export const DATA_FOLDER = readSettings().DATA_DIR ?? '.data';
export const DATABASE_FOLDER = join(DATA_FOLDER, 'database');
export const SECRETS_FILE = join(DATA_FOLDER, 'secrets.env');

/**
 * Reads the settings of a real server; null, with the way to them printed, when Spotify's keys are missing.
 * `--port` and `--host` come first, then PORT and HOST, then an http NEXTAUTH_URL: the port of https is a proxy's.
 */
export async function readServerOptions(command) {
  const usage = `${command} [-- --port N] [--host ADDRESS]`;
  const options = { port: { type: 'string', short: 'p' }, host: { type: 'string' } };
  const { port: given, host: givenHost } = readOptions(options, usage);
  const settings = readSettings();
  const host = givenHost ? parseHost(givenHost, '--host') : parseHost(settings.HOST ?? '127.0.0.1', 'HOST');
  const port = portOf(settings, given);
  const appUrl = (settings.NEXTAUTH_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  const redirectUri = `${appUrl}/api/auth/callback/spotify`;
  if (!settings.SPOTIFY_CLIENT_ID || !settings.SPOTIFY_CLIENT_SECRET) {
    console.error(SPOTIFY_HELP(redirectUri));
    return null;
  }
  await requirePort(port, `${command} --`);
  return { port, host, appUrl, redirectUri, settings };
}

function portOf({ PORT, NEXTAUTH_URL }, given) {
  if (NEXTAUTH_URL && !URL.canParse(NEXTAUTH_URL)) {
    throw new LaunchError('NEXTAUTH_URL must be a whole address, such as https://music.example.org.');
  }
  if (given !== undefined) return parsePort(given, '--port');
  if (PORT !== undefined) return parsePort(PORT, 'PORT');
  const { protocol, port } = new URL(NEXTAUTH_URL ?? 'http://127.0.0.1');
  return parsePort(protocol === 'http:' && port !== '' ? port : '3000', 'NEXTAUTH_URL');
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
  const databaseUrl = settings.DATABASE_URL ?? (await keepDatabase(family, DATABASE_FOLDER, 'inherit'));
  // Several containers may share a server: its migrations are a step of their own, and its secrets come from outside.
  const isShared = IS_PACKAGED && settings.DATABASE_URL !== undefined;
  if (!isShared) await migrate(databaseUrl);
  const hasSecrets = settings.NEXTAUTH_SECRET && settings.TOKEN_KEYS;
  const secrets = hasSecrets || isShared ? {} : keepSecrets(SECRETS_FILE);
  const env = {
    ...secrets,
    ...settings,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: appUrl,
    PORT: String(port),
  };
  return { family, env };
}

const migrate = (databaseUrl) =>
  mustRun('Bringing the database up to date', process.execPath, program('migrate').args, {
    env: { DATABASE_URL: databaseUrl },
  });
