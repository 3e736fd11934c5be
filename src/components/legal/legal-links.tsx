import { PageLink } from '@/components/ui/page-link';

/** Links to the privacy page, the terms and the API; on every page. */
export function LegalLinks({ className = '' }: { className?: string }) {
  return (
    <nav
      aria-label="About this site"
      className={`flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-soft ${className}`}
    >
      <PageLink href="/privacy" className="py-1">
        Privacy
      </PageLink>
      <PageLink href="/terms" className="py-1">
        Terms
      </PageLink>
      <PageLink href="/developers" className="py-1">
        Developers
      </PageLink>
    </nav>
  );
}
