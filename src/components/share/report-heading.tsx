interface ReportHeadingProps {
  title: string;
  description: string | null;
  /** The chosen name, the days, or both. */
  byline: string;
  /** `h2` in the preview, whose page has a heading of its own. */
  level?: 'h1' | 'h2';
}

/** Title, description and byline of a report. */
export function ReportHeading({ title, description, byline, level: Heading = 'h1' }: ReportHeadingProps) {
  return (
    <header className="grid gap-1.5 pt-3 pb-1">
      <p className="text-soft wrap-anywhere">{byline}</p>
      <Heading className="text-[34px] leading-tight font-semibold tracking-[-0.025em] text-balance wrap-anywhere two:text-[52px]">
        {title}
      </Heading>
      {description ? (
        <p className="mt-1 max-w-[60ch] text-[17px] whitespace-pre-line wrap-anywhere">{description}</p>
      ) : null}
    </header>
  );
}
