import { buildRuntime } from '@/lib/build-deps';
import { EnvironmentError, readEnv } from '@/lib/env';
import { runVerb } from '@/services/operations/admin/run-verb';
import { failureText } from './run-program';

/** Does one thing for the operator; exit code 1 when it cannot be done. */
async function run(): Promise<number> {
  const settings = readEnv(process.env);
  // Building an index takes as long as it takes.
  const pools = { ...settings.pools, timeoutMs: null };
  const { deps, statisticsDb, localQueue } = buildRuntime({ ...settings, pools, logLevel: 'silent' });
  try {
    const outcome = await runVerb(deps, process.argv.slice(2));
    if (outcome.ok) console.log(outcome.value);
    else console.error(outcome.error);
    return outcome.ok ? 0 : 1;
  } finally {
    await Promise.allSettled([deps.db.$disconnect(), statisticsDb.$disconnect(), localQueue?.close()]);
  }
}

run().then(
  (code) => process.exit(code),
  async (error: unknown) => {
    console.error(await failureText(error));
    if (!(error instanceof EnvironmentError)) console.error('npm run doctor looks for the cause.');
    process.exit(1);
  },
);
