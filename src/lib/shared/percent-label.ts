import type { ReaderFormat } from './format';
import { numberFormatter } from './formatters';

/** "62%" of a share from 0 to 1, as the reader writes it; "<1%" for what is little but not nothing. */
export function percentLabel(share: number, { locale }: Pick<ReaderFormat, 'locale'>): string {
  const percents = numberFormatter(locale, { style: 'percent', maximumFractionDigits: 0 });
  const rounded = Math.round(share * 100) / 100;
  return rounded === 0 && share > 0 ? `<${percents.format(0.01)}` : percents.format(rounded);
}
