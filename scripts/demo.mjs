import { readDemoOptions, SCENARIOS } from './launch/demo/demo-options.mjs';
import { startDemo } from './launch/demo/demo-server.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { requirePort } from './launch/ports.mjs';
import { say, secondsSince } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';

const start = performance.now();
requireNodeVersion();

await runEntry(async () => {
  const options = readDemoOptions();
  await requirePort(options.port, 'npm run demo --');
  await ensureDependencies();
  const { story } = await startDemo(options);
  const listeners = options.scenarios.map((id) => `${SCENARIOS[id].name} (${SCENARIOS[id].shows})`);
  say(`
Audiospective is ready at ${story.url} after ${secondsSince(start)}.

  1. Open ${story.url} and click "Sign in with Spotify".
  2. On the simulator's page, sign in as ${listeners.join(' or ')}.
     Any other listener starts with the last 50 plays, as every new one does.
  3. Watch new plays come in: the demo syncs every minute instead of every hour.

  Nothing here is real: Spotify is simulated at ${story.spotifyUrl}.
  The data is in ${options.dataDir}, the server's log in ${options.dataDir}/server.log. Stop with Ctrl-C.
`);
});
