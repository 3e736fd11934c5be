import { pageHref } from '@/components/shell/page-links';

/** The charts that have a table, by the id of their card. */
const CHARTS = ['over-time', 'when', 'every-day', 'clock', 'genres-over-time'] as const;

export type ChartName = (typeof CHARTS)[number];

/** A link that opens or closes the table of a chart on the same page. */
export interface TableLink {
  href: string;
  isOpen: boolean;
}

/** The chart whose table the parameter `table` asks for; null for none or an unknown name. */
export const openTableOf = (text: string | undefined): ChartName | null =>
  CHARTS.find((name) => name === text) ?? null;

/** The link of one chart. `parameters` are the others of the page; `openTable` is the table that is open. */
export function tableLink(
  name: ChartName,
  parameters: Record<string, string>,
  openTable: ChartName | null,
): TableLink {
  const isOpen = openTable === name;
  const query = pageHref('', { ...parameters, table: isOpen ? null : name });
  return { href: `${query || '?'}#${name}`, isOpen };
}
