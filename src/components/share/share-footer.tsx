import { shareDay } from '@/lib/shared/share/share-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { SPOTIFY_MARK } from '@/lib/shared/spotify-mark';

/** When the snapshot was taken, how its time is known, and where names and covers are from. */
export function ShareFooter({ report }: { report: ShareReport }) {
  return (
    <footer>
      <p>
        A snapshot of {shareDay(report.takenOn)}; it does not change.
        {report.figures.isEstimate
          ? ' Listening time is partly estimated from the length of the tracks.'
          : ''}
      </p>
      <p>
        <svg className="mark" width="21" height="21" viewBox="0 0 24 24" role="img" aria-label="Spotify">
          <path d={SPOTIFY_MARK} />
        </svg>
        <span>Metadata and artwork from Spotify</span>
        <span aria-hidden="true">·</span>
        <a href="https://open.spotify.com/" rel="noreferrer">
          Open Spotify
        </a>
        <span aria-hidden="true">·</span>
        <a href="/privacy">Privacy</a>
      </p>
    </footer>
  );
}
