import { pageHref } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import { rangeTextOf } from '@/lib/shared/analytics/range-parse';

/** The page that shows both ranges beside each other. */
export const compareHref = (a: Range, b: Range): string =>
  pageHref('/compare', { a: rangeTextOf(a), b: rangeTextOf(b) });
