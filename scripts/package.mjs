import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { ensureBuild, STANDALONE } from './launch/build.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { inProject, say, secondsSince } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';

// npm run package: makes .next/standalone a folder that needs Node alone, for containers and plain servers. It holds the
// server, the commands of this folder, and the programs behind them, compiled.
const COMMANDS = ['start', 'migrate', 'database', 'verify-archive', 'doctor', 'admin', 'healthy', 'command'];
const PROGRAMS = ['database', 'migrate', 'verify-archive', 'doctor', 'admin'];
/** Loads files of its own at run time, so it is copied, not compiled. */
const PGLITE = '@electric-sql/pglite';

requireNodeVersion();

await runEntry(async () => {
  await ensureDependencies();
  await ensureBuild();
  const start = performance.now();
  const folder = inProject(STANDALONE);
  copyDatabaseEngine(`${folder}/node_modules/${PGLITE}`);
  for (const part of ['scripts', 'tests']) rmSync(`${folder}/${part}`, { recursive: true, force: true });
  await compilePrograms(`${folder}/scripts/programs`);
  cpSync(inProject('scripts/launch'), `${folder}/scripts/launch`, { recursive: true });
  for (const name of COMMANDS) cpSync(inProject(`scripts/${name}.mjs`), `${folder}/scripts/${name}.mjs`);
  say(`Packaged into ${STANDALONE} in ${secondsSince(start)}.`);
});

async function compilePrograms(outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: inProject(),
    publicDir: false,
    resolve: { alias: { '@': inProject('src') }, conditions: ['react-server', 'node'] },
    ssr: { noExternal: true, external: [PGLITE], resolve: { conditions: ['react-server', 'node'] } },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rollupOptions: {
        input: Object.fromEntries(PROGRAMS.map((name) => [name, inProject(`scripts/programs/${name}.ts`)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}

function copyDatabaseEngine(to) {
  const from = inProject('node_modules', PGLITE);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(`${from}/package.json`, `${to}/package.json`);
  const isNeeded = (path) => !/\.(map|cjs|d\.ts|d\.cts)$/.test(path);
  cpSync(`${from}/dist`, `${to}/dist`, { recursive: true, filter: isNeeded });
}
