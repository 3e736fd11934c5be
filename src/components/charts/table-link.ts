import { pageHref } from '@/components/shell/page-links';

/** The charts that have a table behind them; the id of the card each one lies in. */
const CHARTS = ['over-time', 'when', 'every-day'] as const;

export type ChartName = (typeof CHARTS)[number];

/** Where the same page has the table of a chart, or no longer has it. */
export interface TableLink {
  href: string;
  isOpen: boolean;
}

/** The chart whose table is asked for by the parameter `table` of an address; null for none, and for a name that is none. */
export const openTableOf = (text: string | undefined): ChartName | null =>
  CHARTS.find((name) => name === text) ?? null;

/** On the page that is asked for with these parameters, besides `table`, and has this table open. */
export function tableLink(
  name: ChartName,
  parameters: Record<string, string>,
  openTable: ChartName | null,
): TableLink {
  const isOpen = openTable === name;
  const query = pageHref('', { ...parameters, table: isOpen ? null : name });
  return { href: `${query || '?'}#${name}`, isOpen };
}
