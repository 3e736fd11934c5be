import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';

interface EstimateNoteProps {
  /** How much of the plays has an estimated time, 0 to 1; null where that is not known. */
  share: number | null;
  format: ReaderFormat;
}

/** Says how much of the listening time is estimated, and how; nothing where none is. */
export function EstimateNote({ share, format }: EstimateNoteProps) {
  if (share === 0) return null;
  return <p className="max-w-[68ch] text-[0.8125rem] text-soft">{estimateSentence(share, format)}</p>;
}

function estimateSentence(share: number | null, format: ReaderFormat): string {
  const rule = 'counts as long as its track, or as the time since the play before it where that is shorter.';
  if (share === null) return `Listening time that no file reported is estimated: a play then ${rule}`;
  if (share === 1)
    return `Listening time is estimated: Spotify’s list of plays does not have it, so a play ${rule}`;
  return `Listening time is estimated for ${percentLabel(share, format)} of the plays: one that no file reported ${rule}`;
}

/** The part of the plays whose time is an estimate. */
export const estimatedShare = ({
  plays,
  estimatedPlays,
}: {
  plays: number;
  estimatedPlays: number;
}): number => (plays === 0 ? 0 : estimatedPlays / plays);

/**
 * The estimated share among any of these plays, as far as the whole tells: 1 or 0 where all or none are estimates, else
 * null.
 */
export function shareAmong(all: { plays: number; estimatedPlays: number }): 0 | 1 | null {
  const share = estimatedShare(all);
  return share === 0 || share === 1 ? share : null;
}
