import type { ExportedPlay } from '@/repositories/export/exported-plays';

/** A play as a JSON object on one line. Described in docs/export-format.md. */
export const jsonLine = (play: ExportedPlay): string =>
  JSON.stringify({
    playedAt: play.playedAt,
    track: play.trackId,
    msPlayed: play.msPlayed,
    listenedMs: play.listenedMs,
    source: play.source,
    skipped: play.skipped,
    context: play.contextUri === null ? null : { type: play.contextType, uri: play.contextUri },
    archivedAt: play.archivedAt,
  });
