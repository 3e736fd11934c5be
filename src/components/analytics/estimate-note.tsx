/** Shown wherever listening time is estimated, to say so and how. */
export function EstimateNote({ className = '' }: { className?: string }) {
  return (
    <p className={`max-w-[68ch] text-[13px] text-soft ${className}`}>
      Listening time is estimated: Spotify does not report it, so a play counts as long as its track, or as
      the time since the play before it where that is shorter.
    </p>
  );
}
