import { PageLink } from '@/components/ui/page-link';

/** Links to the privacy page and the terms; on every page. */
export function LegalLinks({ className = '' }: { className?: string }) {
  return (
    <nav aria-label="Legal" className={`flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-soft ${className}`}>
      <PageLink href="/privacy" className="py-1">
        Privacy
      </PageLink>
      <PageLink href="/terms" className="py-1">
        Terms
      </PageLink>
    </nav>
  );
}
