import type { ExportedPlay } from '@/repositories/export/exported-page';
import { createIsoText } from './iso-text';

/** What a play's keys mean; `track` and `context` are JSON already. */
interface JsonMeanings {
  track: string;
  context: string | null;
  origin: { source: string; archivedAt: string };
}

/** Writes plays as JSON objects; made for plays in the order of time. Told in docs/export-format.md. */
export function createJsonLine(): (play: ExportedPlay, meanings: JsonMeanings) => string {
  const utc = createIsoText();
  return ({ playedAt, listenedMs, msPlayed, skipped }, { track, context, origin }) =>
    `{"playedAt":"${utc(playedAt)}Z","track":${track},"msPlayed":${msPlayed},"listenedMs":${listenedMs},` +
    `"source":"${origin.source}","skipped":${skipped},"context":${context},"archivedAt":"${origin.archivedAt}"}`;
}
