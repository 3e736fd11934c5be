import { reviewNotes } from '@/lib/shared/analytics/year/review-notes';
import { reviewName } from '@/lib/shared/analytics/year/review-period';
import type { ReviewContent } from '@/lib/shared/analytics/year/review-schema';
import { reviewScreens } from '@/lib/shared/analytics/year/review-screens';
import type { ReaderFormat } from '@/lib/shared/format';
import { PictureLinks } from './picture-links';
import type { ScreenLinks } from './screen-links';
import { ScreenSection } from './screen-section';

interface ReviewScreensProps {
  review: ReviewContent;
  links: ScreenLinks;
  format: ReaderFormat;
  /** False in a preview: the page around it does not stop at each screen. */
  isSnapping?: boolean;
}

/** The screens of a review one after the other, with a way to each; then one picture of the whole. */
export function ReviewScreens({ review, links, format, isSnapping = true }: ReviewScreensProps) {
  const screens = reviewScreens(review, format);
  const name = reviewName(review);
  return (
    <div data-screens={isSnapping ? '' : undefined} className="grid min-w-0">
      <Contents screens={screens} />
      {screens.map((screen, index) => (
        <ScreenSection key={screen.name} screen={screen} links={links} next={screens[index + 1]} of={name} />
      ))}
      {links.picture ? (
        <section aria-labelledby="card-title" className="snap-start border-t border-line py-10 print:hidden">
          <h2 id="card-title" className="mb-3.5 text-[1.0625rem] font-semibold">
            All of it in one picture
          </h2>
          <PictureLinks of={name} name="card" title={`${name} in one picture`} picture={links.picture} />
        </section>
      ) : null}
    </div>
  );
}

/** A link to each screen. The head of the page is a stop as well, or the first screen would draw it away. */
const Contents = ({ screens }: { screens: ReturnType<typeof reviewScreens> }) => (
  <nav aria-label="Screens" className="min-w-0 snap-start scroll-mt-[100vh] pb-6 print:hidden">
    <ol className="flex flex-wrap gap-x-4 gap-y-1 text-sm max-two:-m-1 max-two:flex-nowrap max-two:overflow-x-auto max-two:p-1 max-two:*:whitespace-nowrap">
      {screens.map(({ name, title }) => (
        <li key={name}>
          <a href={`#${name}`} className="inline-block py-1 text-soft hover:text-ink">
            {title}
          </a>
        </li>
      ))}
    </ol>
  </nav>
);

/** What is missing in a review, in sentences; nothing where it is whole. */
export function ReviewNotes({ review, format }: Pick<ReviewScreensProps, 'review' | 'format'>) {
  const notes = reviewNotes(review, format);
  return notes.length === 0 ? null : <p className="max-w-[60ch] text-sm text-soft">{notes.join(' ')}</p>;
}
