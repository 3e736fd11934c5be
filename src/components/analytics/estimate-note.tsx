/** Owed wherever listening time is shown that nobody measured: that it is estimated, and how. */
export function EstimateNote({ className = '' }: { className?: string }) {
  return (
    <p className={`max-w-[68ch] text-[13px] text-soft ${className}`}>
      Listening time is estimated: Spotify does not report it, so a play counts as long as its track, or as
      the time since the play before it where that is shorter.
    </p>
  );
}
