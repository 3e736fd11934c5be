import { requireNodeVersion } from './launch/node-version.mjs';
import { say } from './launch/project.mjs';
import { prepareServer, readServerOptions } from './launch/real-server.mjs';
import { runEntry } from './launch/run-command.mjs';

requireNodeVersion();

await runEntry(async () => {
  const options = await readServerOptions('npm run dev');
  if (!options) return 1;
  const { family, env } = await prepareServer(options, { build: false });
  const { port, host } = options;
  family.start(
    'development server',
    'node_modules/next/dist/bin/next',
    ['dev', '--port', String(port), '--hostname', host],
    {
      env: { ...env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  say(`Redirect URI: ${options.redirectUri}`);
});
