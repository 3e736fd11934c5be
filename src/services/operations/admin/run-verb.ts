import { err, type Result } from '@/lib/shared/result';
import { requireMigrated } from '../require-migrated';
import { breaker } from './breaker';
import { deadLetters } from './dead-letters';
import { gaps } from './gaps';
import { listener } from './listener';
import { listeners } from './listeners';
import { pruneVerb } from './prune-verb';
import { reindex } from './reindex';
import { replay } from './replay';
import { runs } from './runs';
import type { AdminDeps, Verb } from './verb';

const VERBS: Readonly<Record<string, Verb>> = {
  listeners,
  listener,
  runs,
  gaps,
  breaker,
  'dead-letters': deadLetters,
  replay,
  reindex,
  prune: pruneVerb,
};

/** Does what the arguments of `npm run admin --` say. */
export async function runVerb(deps: AdminDeps, args: readonly string[]): Promise<Result<string, string>> {
  const [name = '', ...rest] = args;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb) {
    const fault = tooMuch(name, verb, rest);
    if (fault) return fault;
    await requireMigrated(deps);
    return verb.run(deps, rest);
  }
  return err(`${name === '' ? 'Say what to do' : `There is no "${name}"`}: npm run admin -- …\n\n${usage()}`);
}

/** A word that a verb does not know could be taken for an option that holds it back. */
function tooMuch(name: string, { takes }: Verb, given: readonly string[]): Result<never, string> | null {
  const word = given[takes.split(' ').filter(Boolean).length];
  return word === undefined
    ? null
    : err(`Nothing was done: "${word}" is one word too many. Usage: ${`${name} ${takes}`.trim()}`);
}

function usage(): string {
  const lines = Object.entries(VERBS).map(([name, { takes, about }]) => [`${name} ${takes}`.trim(), about]);
  const width = Math.max(...lines.map(([call = '']) => call.length));
  return lines.map(([call = '', about]) => `  ${call.padEnd(width)}  ${about}`).join('\n');
}
