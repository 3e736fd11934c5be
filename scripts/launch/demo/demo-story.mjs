import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchError } from '../project.mjs';

const STORY = 'demo.json';

/** Throws `LaunchError` for a folder that holds anything but a demo, such as a real archive: one would be filled, or emptied. */
export function requireDemoFolder(dataDir) {
  const isEmpty = !existsSync(dataDir) || readdirSync(dataDir).length === 0;
  if (isEmpty || existsSync(join(dataDir, STORY))) return;
  throw new LaunchError(
    `${dataDir} contains something other than a demo. Give the demo another folder: --data DIR`,
  );
}

/** The longest break that Spotify's last 50 plays still cover. */
const SHORT_BREAK_MS = 30 * 60_000;
const ALIVE_EVERY_MS = 30_000;

/**
 * What a demo stores in `demo.json` of its data folder to continue at its next start: `liveSince` (ms UTC), from when on
 * the listeners play without pause, `seededUntil` (ms UTC) by scenario, and the
 * addresses of product and simulator.
 */
export function openStory(dataDir) {
  const file = join(dataDir, STORY);
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const lastAliveMs = existsSync(file) ? statSync(file).mtimeMs : 0;
  const goesOn = kept.liveSince !== undefined && Date.now() - lastAliveMs < SHORT_BREAK_MS;
  const story = { seededUntil: {}, ...kept, liveSince: goesOn ? kept.liveSince : Date.now() };
  const save = () => writeFileSync(file, `${JSON.stringify(story, null, 2)}\n`);
  const stayAlive = () => setInterval(() => utimesSync(file, new Date(), new Date()), ALIVE_EVERY_MS).unref();
  return { story, save, stayAlive };
}
