import { quietButton } from '@/components/ui/button-style';

interface ArchiveNowProps {
  /** Take up the request that signing in made, so that the first plays appear by themselves. */
  followFirst?: boolean;
  busy?: boolean;
  /** How the look goes, in words. */
  says?: string;
  onPress?: () => void;
}

/** A look at Spotify by hand, as it stands on the page; a script or a component around it brings it to life. */
export const ArchiveNow = ({ followFirst = false, busy = false, says = '', onPress }: ArchiveNowProps) => (
  <div
    data-archive-now={followFirst ? 'follow' : 'ask'}
    className="flex flex-wrap items-center gap-x-4 gap-y-2"
  >
    <button
      type="button"
      aria-disabled={busy}
      onClick={onPress}
      className={`${quietButton} aria-disabled:cursor-progress aria-disabled:opacity-60`}
    >
      Archive now
    </button>
    <p aria-live="polite" className="min-h-5 min-w-0 text-[13px] text-soft">
      {says}
    </p>
  </div>
);
