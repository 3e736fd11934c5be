import type { Headline } from './archive-labels';

const MARKS: Record<Headline['mark'], { className: string; shape: string }> = {
  good: { className: 'fill-good', shape: 'M4 0a4 4 0 1 1 0 8a4 4 0 1 1 0-8z' },
  waiting: { className: 'fill-soft', shape: 'M0 0h3v8H0zM5 0h3v8H5z' },
  bad: { className: 'fill-bad', shape: 'M4 0l4 8H0z' },
};

/** The status of the archive, with a mark that differs in shape, not only in colour. */
export function ArchiveHeadline({ headline }: { headline: Headline }) {
  const { className, shape } = MARKS[headline.mark];
  return (
    <b className="flex items-center gap-2 font-[550]">
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true" className={`flex-none ${className}`}>
        <path d={shape} />
      </svg>
      {headline.text}
    </b>
  );
}
