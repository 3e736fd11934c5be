import { keepWebServer } from './launch/keep-web-server.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { say, secondsSince } from './launch/project.mjs';
import { prepareServer, readServerOptions } from './launch/real-server.mjs';
import { runEntry } from './launch/run-command.mjs';

const start = performance.now();
requireNodeVersion();

await runEntry(async () => {
  const options = await readServerOptions('npm start');
  if (!options) return 1;
  const { family, env } = await prepareServer(options, { build: true });
  await keepWebServer(family, { ...options, env });
  say(`
Audiospective is ready at ${options.appUrl} after ${secondsSince(start)}.
The redirect URI to register at https://developer.spotify.com/dashboard is ${options.redirectUri}
Stop with Ctrl-C.
`);
});
