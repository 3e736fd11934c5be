import { ok } from '@/lib/shared/result';
import { reindexIfBloated } from '@/services/archival/reindex-if-bloated';
import type { Verb } from './verb';

/** Rebuilds the index of the plays if it is bloated. */
export const reindex: Verb = {
  takes: '',
  about: 'rebuild the index of the plays if it is bloated, while everybody reads and writes',
  run: async ({ db }) => {
    const { plays, bytes, wasRebuilt } = await reindexIfBloated({ db });
    const size = `${(bytes / 1e6).toFixed(1)} MB for ${plays} plays`;
    return ok(wasRebuilt ? `The index of the plays was rebuilt: it had ${size}.` : `Nothing to do: ${size}.`);
  },
};
