interface QueryErrorProps {
  /** The invalid parameter. */
  field: string;
  /** What is wrong with it, and what is shown instead. */
  children: string;
}

/** Shown when a query parameter is invalid; the page falls back to a default. */
export function QueryError({ field, children }: QueryErrorProps) {
  return (
    <p role="alert" className="rounded-[10px] border border-edge bg-card px-4 py-3 text-sm">
      <b className="font-[550]">This link has a value we can’t read.</b>{' '}
      <span className="text-soft">
        <code className="text-ink">{field}</code> {children.replaceAll(BREAKING_HYPHEN, '\u2011')}
      </span>
    </p>
  );
}

/** Between the letters of YYYY-MM-DD: a line must not end there. */
const BREAKING_HYPHEN = /(?<=\p{L})-(?=\p{L})/gu;
