import { ensureBuild } from './launch/build.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { say } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';

requireNodeVersion();

await runEntry(async () => {
  await ensureDependencies();
  await ensureBuild();
  say('The build is up to date.');
});
