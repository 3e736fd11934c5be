import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { buildRuntime, type Runtime } from '@/lib/build-deps';
import { type Env, EnvironmentError, readEnv } from '@/lib/env';
import { checkDisk } from '@/services/operations/doctor/check-disk';
import { type DoctorDeps, type Examined, examine } from '@/services/operations/doctor/examine';
import { fine, problem } from '@/services/operations/doctor/finding';
import { misspeltNames } from '@/services/operations/doctor/misspelt-names';
import { doctorReport, hasProblem } from '@/services/operations/doctor/report';
import { runProgram } from './run-program';

// Prints what is well and what is not; exit code 1 if something is broken. `--data`: the folder of the embedded database.
// `--no-database`: why that could not be started. `--no-archive`: the folder in which none was ever made.
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { data: text, 'no-database': text, 'no-archive': text } });
const NO_DATABASE = 'postgresql://127.0.0.1/none';
const folders = [
  ...(values.data === undefined ? [] : [{ path: values.data, what: 'The data folder' }]),
  { path: tmpdir(), what: 'The folder that uploads are received into' },
];

async function run(): Promise<number> {
  const examined = await examineAll();
  console.log(doctorReport(examined));
  return hasProblem(examined) ? 1 : 0;
}

async function examineAll(): Promise<Examined[]> {
  const settings = settingsOf();
  const misspelt = misspeltNames(process.env);
  if ('findings' in settings) {
    const faults = { ...settings, findings: [...settings.findings, ...misspelt] };
    return [faults, { check: 'disk', findings: await checkDisk({ folders }) }];
  }
  const runtime = buildRuntime({ ...settings, logLevel: 'silent' });
  try {
    const wellFormed = fine('Every setting is there and well-formed.');
    const environment = { check: 'environment', findings: [wellFormed, ...misspelt] };
    return [environment, ...(await examine(depsOf(runtime)))];
  } finally {
    const { deps, statisticsDb, localQueue } = runtime;
    await Promise.allSettled([deps.db.$disconnect(), statisticsDb.$disconnect(), localQueue?.close()]);
  }
}

/** The settings, or what is wrong with them: then there is nothing that most checks could ask. */
function settingsOf(): Env | Examined {
  const fault = values['no-database'];
  if (fault !== undefined) {
    const remedy =
      'Make the data folder writable for the user of the server, or set DATA_DIR to one that is.';
    return { check: 'database', findings: [problem(fault, remedy)] };
  }
  try {
    return readEnv(
      values['no-archive'] === undefined ? process.env : { ...process.env, DATABASE_URL: NO_DATABASE },
    );
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const remedy = 'Correct it in the environment, .env or .env.local; .env.example explains it.';
    return { check: 'environment', findings: error.problems.map((text) => problem(`${text}.`, remedy)) };
  }
}

function depsOf({ env, deps }: Runtime): DoctorDeps {
  return {
    ...deps,
    fetch,
    folders,
    appUrl: env.appUrl,
    port: env.port,
    spotify: env.spotify,
    databaseUrl: env.databaseUrl,
    isEmbedded: values.data !== undefined,
    withoutArchive: values['no-archive'] ?? null,
    qstash: env.queue.driver === 'qstash' ? env.queue : null,
    kvDriver: env.kv.driver,
  };
}

runProgram(run);
