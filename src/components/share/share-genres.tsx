import { percentWords } from '@/components/ui/change-mark';
import { shareFormat } from '@/lib/shared/share/share-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';

/** Shares of plays by genre, the most first. */
export function ShareGenres({ genres: { known, genres } }: { genres: NonNullable<ShareReport['genres']> }) {
  const largest = Math.max(...genres.map((g) => g.share));
  return (
    <section aria-labelledby="genres">
      <h2 id="genres">Genres</h2>
      <p className="note">
        {`Known for ${percentWords(known, shareFormat)} of plays; a play can count for several`}
      </p>
      <ol className="genres">
        {genres.map(({ name, share }) => (
          <li key={name}>
            <span>{name}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(share / largest) * 100} height="10" className="bar" />
            </svg>
            <span className="count">{percentWords(share, shareFormat)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
