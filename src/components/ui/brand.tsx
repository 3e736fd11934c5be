import { PageLink } from './page-link';

/** The logo: a record seen from above. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true" className="flex-none">
      <circle cx="13" cy="13" r="12" fill="none" stroke="var(--ink)" strokeWidth="1.6" />
      <path
        d="M13 5.2a7.8 7.8 0 1 1-6.75 3.9"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M13 3.6v9.2" stroke="var(--ink)" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="13" cy="13" r="2.2" fill="var(--ink)" />
    </svg>
  );
}

export function Brand({ href }: { href: string }) {
  return (
    <PageLink
      href={href}
      className="flex items-center gap-2.5 font-display text-lg font-[650] tracking-tight no-underline"
    >
      <BrandMark />
      Audiospective
    </PageLink>
  );
}
