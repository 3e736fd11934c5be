import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { inProject } from './project.mjs';

/** The settings of `.env` and `.env.local` (which wins), overridden by the shell; blank counts as not set. */
export function readSettings() {
  const settings = {};
  for (const name of ['.env', '.env.local']) {
    const file = inProject(name);
    if (existsSync(file)) Object.assign(settings, parseEnv(readFileSync(file, 'utf8')));
  }
  Object.assign(settings, process.env);
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value.trim() !== ''));
}

export const SPOTIFY_HELP = (
  redirectUri,
) => `Spotify's keys are missing: SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET. Get them in three steps (or try npm run demo, which needs none):
  1. Create an app with the Web API at https://developer.spotify.com/dashboard
  2. Register there, exactly, the redirect URI ${redirectUri}
  3. Put SPOTIFY_CLIENT_ID=… and SPOTIFY_CLIENT_SECRET=… into a file .env in this folder, and run npm start again`;
