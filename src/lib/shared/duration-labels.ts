import type { ReaderFormat } from '@/lib/shared/format';
import { numberFormatter } from '@/lib/shared/formatters';
import { wholeMinutes } from '@/lib/shared/time';

/** "3 h 52 min", "41 min", "< 1 min", "1,204 h": rounded, from 100 hours on to hours. */
export function durationLabel(ms: number, format: ReaderFormat): string {
  const all = wholeMinutes(ms);
  if (ms > 0 && all === 0) return `<\u00a0${format.number(1)}\u00a0min`;
  if (all < 60) return `${format.number(all)}\u00a0min`;
  const minutes = all % 60;
  if (all >= 100 * 60 || minutes === 0) return `${format.number(Math.round(all / 60))}\u00a0h`;
  return `${format.number(Math.floor(all / 60))}\u00a0h\u00a0${format.number(minutes)}\u00a0min`;
}

/** "4:05", the length of a track. */
export function trackLength(ms: number, { locale }: Pick<ReaderFormat, 'locale'>): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = numberFormatter(locale, { useGrouping: false }).format(Math.floor(seconds / 60));
  return `${minutes}:${numberFormatter(locale, { minimumIntegerDigits: 2 }).format(seconds % 60)}`;
}
