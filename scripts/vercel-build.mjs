import { ensureDependencies } from './launch/dependencies.mjs';
import { inProject } from './launch/project.mjs';
import { mustRun, runCommand, runEntry } from './launch/run-command.mjs';

// The build on Vercel (vercel.json). Only a production deployment migrates: a preview must not change the schema under it.
// It does so after the build and before the deployment is served; the version before works on, see CONTRIBUTING.md.
await runEntry(async () => {
  await ensureDependencies();
  await mustRun('next build', process.execPath, [inProject('node_modules/next/dist/bin/next'), 'build']);
  if (process.env.VERCEL_ENV !== 'production') return 0;
  const { code } = await runCommand(process.execPath, [inProject('scripts/migrate.mjs')], { show: true });
  return code;
});
