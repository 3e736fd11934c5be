import { quietButton } from '@/components/ui/button-style';

/** The way to older plays: a link that works by itself; a script brings them here as the reader scrolls. */
export const OlderPlays = ({ href }: { href: string }) => (
  <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
    <a href={href} data-older className={quietButton}>
      Older plays
    </a>
    <p data-older-says aria-live="polite" className="text-[13px] text-soft" />
  </div>
);
