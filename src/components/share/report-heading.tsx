import { Named } from '@/components/ui/named';
import type { NamedText } from '@/lib/shared/named-text';

interface ReportHeadingProps {
  title: string;
  description: string | null;
  /** The chosen name, the days, or both. */
  byline: NamedText;
  /** `h2` in the preview, whose page has a heading of its own. */
  level?: 'h1' | 'h2';
}

/** Title, description and byline of a report. */
export function ReportHeading({ title, description, byline, level: Heading = 'h1' }: ReportHeadingProps) {
  return (
    <header className="grid gap-1.5 pt-3 pb-1">
      <p className="text-soft wrap-anywhere">
        <Named text={byline} />
      </p>
      <Heading className="text-[2.125rem] leading-tight font-semibold tracking-[-0.025em] text-balance wrap-anywhere two:text-[3.25rem]">
        <bdi>{title}</bdi>
      </Heading>
      {description ? (
        <p className="mt-1 max-w-[60ch] text-[1.0625rem] whitespace-pre-line wrap-anywhere">{description}</p>
      ) : null}
    </header>
  );
}
