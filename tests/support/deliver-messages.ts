import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { batchSchema, enrichSchema, requestSchema } from '@/services/archival/messages';
import { archiveRequested } from '@/services/archival/request';
import { archiveUserTracks } from '@/services/archival-service';
import { enrichArtists } from '@/services/catalogue/enrich';
import { fetchFromMusicbrainz } from '@/services/catalogue/fetch-from-musicbrainz';
import { musicbrainzSchema } from '@/services/catalogue/genre-messages';
import { lookUpTracks } from '@/services/catalogue/look-up-tracks';
import type { ArchiveStage } from './archive-stage';

/** Does what the queue's routes do with one message: parse, call one service. */
export function deliver(deps: Deps, message: QueueMessage): Promise<unknown> {
  switch (message.path) {
    case '/api/queue/archive-batch':
      return archiveUserTracks(deps, batchSchema.parse(message.body));
    case '/api/queue/archive-user':
      return archiveRequested(deps, requestSchema.parse(message.body));
    case '/api/queue/enrich-artists':
      return enrichArtists(deps, enrichSchema.parse(message.body));
    case '/api/queue/musicbrainz-genres':
      return fetchFromMusicbrainz(deps, musicbrainzSchema.parse(message.body));
    case '/api/queue/look-up-tracks':
      return lookUpTracks(deps);
    default:
      throw new Error(`No service takes ${message.path}`);
  }
}

/** Moves time from message to message until `until`, delivering each once. */
export async function deliverUntil(stage: ArchiveStage, until: Date): Promise<void> {
  for (;;) {
    const dueAt = stage.queue.nextDueAt();
    if (dueAt === undefined || dueAt > until.getTime()) break;
    const wait = dueAt - stage.clock.now().getTime();
    if (wait > 0) stage.clock.advance(wait);
    const next = stage.queue.take();
    if (next) await deliver(stage.deps, next.message);
  }
  const rest = until.getTime() - stage.clock.now().getTime();
  if (rest > 0) stage.clock.advance(rest);
}
