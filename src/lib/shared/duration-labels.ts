import type { ReaderFormat } from '@/lib/shared/format';
import { HOUR, MINUTE } from '@/lib/shared/time';

/** "3 h 52 min", "41 min", "1,204 h": minutes are dropped from 100 hours on. */
export function durationLabel(ms: number, format: ReaderFormat): string {
  const minutes = Math.round(ms / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes}\u00a0min`;
  if (hours >= 100 || minutes % 60 === 0) return `${format.number(Math.round(ms / HOUR))}\u00a0h`;
  return `${hours}\u00a0h\u00a0${minutes % 60}\u00a0min`;
}

/** "4:05", the length of a track. */
export function trackLength(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
