import type { ExportedPlay } from '@/repositories/export/exported-plays';

/** A play as a JSON object on one line. Described in docs/export-format.md. */
export const jsonLine = (play: ExportedPlay): string =>
  JSON.stringify({
    playedAt: play.playedAt,
    track: play.trackId ?? `name:${play.trackKey}`,
    msPlayed: play.msPlayed,
    listenedMs: play.listenedMs,
    counted: play.counted,
    sources: play.sources,
    reports: play.reports,
    skipped: play.skipped,
    reasonStart: play.reasonStart,
    reasonEnd: play.reasonEnd,
    context: play.contextUri === null ? null : { type: play.contextType, uri: play.contextUri },
    archivedAt: play.archivedAt,
  });
