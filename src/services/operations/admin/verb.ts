import type { Deps } from '@/lib/deps';
import type { Result } from '@/lib/shared/result';

export type AdminDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger' | 'archiveEveryMinutes' | 'retention'>;

/** One thing that an operator can do: `npm run admin -- NAME …`. */
export interface Verb {
  /** The arguments, e.g. `ID`; empty without any. */
  takes: string;
  about: string;
  /** Resolves with what to print, or with why it cannot be done and what to do instead. */
  run(deps: AdminDeps, args: readonly string[]): Promise<Result<string, string>>;
}
