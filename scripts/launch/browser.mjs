import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inProject, LaunchError, say } from './project.mjs';
import { runCommand } from './run-command.mjs';

/** The first is what Playwright itself takes for headless runs: it needs half the processor time of the others. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const DOWNLOAD_MS = 180_000;

/** The path of a Chromium to test with: CHROME_PATH, one on the PATH, Playwright's own; else one is installed. */
export async function ensureBrowser() {
  const found = (await findBrowser()) ?? (await installBrowser());
  if (!found) {
    throw new LaunchError(
      'No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium), or set\n' +
        'CHROME_PATH to the program of a Chromium or Chrome, and run the tests again.',
    );
  }
  say(`Browser: ${found}`);
  return found;
}

async function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && !existsSync(given)) throw new LaunchError(`CHROME_PATH names ${given}, which does not exist.`);
  return given || onPath() || macApplication() || (await playwrightsOwn());
}

function onPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
}

function macApplication() {
  const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return isProgram(path) ? path : undefined;
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installBrowser() {
  say("No Chromium here. Trying Playwright's own download …");
  const cli = inProject('node_modules/@playwright/test/cli.js');
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { timeoutMs: DOWNLOAD_MS });
  const own = await playwrightsOwn();
  if (own) return own;
  const apt = await aptCommand();
  if (!apt) return undefined;
  say("That did not work. Installing Debian's chromium with apt-get …");
  await runCommand(apt[0], [...apt.slice(1), 'update'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  await runCommand(apt[0], [...apt.slice(1), 'install', '-y', '--no-install-recommends', 'chromium'], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  return onPath();
}

/** apt-get as root, or by sudo without a password; undefined where neither works. */
async function aptCommand() {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = await runCommand('sudo', ['-n', 'true']).catch(() => ({ code: 1 }));
  return sudo.code === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
}
