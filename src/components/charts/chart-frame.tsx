import type { ReactNode } from 'react';
import { PageLink } from '@/components/ui/page-link';
import { type Figures, FigureTable } from './figure-table';
import type { TableLink } from './table-link';

interface ChartFrameProps {
  /** What the picture shows, as one sentence for screen readers. */
  label: string;
  /** The picture, hidden from screen readers, with its axes and its key. */
  children: ReactNode;
  /** Names the table. */
  caption: string;
  /** Called only where the table is shown. */
  figures: () => Figures;
  /** Where the page has the table; without it there is none, as in a preview. */
  tableLink?: TableLink | undefined;
}

/** For the card around a chart, where the one beside it is higher: the chart grows rather than leave a hole. */
export const GROWING_CHART =
  'wide:flex wide:flex-col wide:*:[figure]:grow wide:*:[figure]:flex wide:*:[figure]:flex-col';

/** A chart, with a link to the same figures as a table. */
export function ChartFrame({ label, children, caption, figures, tableLink }: ChartFrameProps) {
  return (
    <figure aria-label={label} className="min-w-0">
      {children}
      {tableLink ? <LinkedTable caption={caption} figures={figures} link={tableLink} /> : null}
    </figure>
  );
}

type TableProps = Pick<ChartFrameProps, 'caption' | 'figures'> & { link: TableLink };

/** The table is rendered on request only: it would double the weight of a page, and few open it. */
function LinkedTable({ caption, figures, link: { href, isOpen } }: TableProps) {
  return (
    <div className="mt-3">
      <PageLink
        href={href}
        replace
        scroll={false}
        aria-expanded={isOpen}
        className="inline-block text-[0.8125rem] leading-6 text-soft underline decoration-edge underline-offset-3 hover:text-ink print:hidden"
      >
        {isOpen ? 'Hide the table' : 'As a table'}
        <span className="sr-only">: {caption}</span>
      </PageLink>
      {isOpen ? <FigureTable caption={caption} figures={figures()} /> : null}
    </div>
  );
}
