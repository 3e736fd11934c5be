import type { ReaderFormat } from '@/lib/shared/format';
import { hoursAndMinutes } from '@/lib/shared/time';

/** "3 h 52 min", "41 min", "< 1 min", "1,204 h": minutes are dropped from 100 hours on. */
export function durationLabel(ms: number, format: ReaderFormat): string {
  const { hours, minutes } = hoursAndMinutes(ms);
  if (ms > 0 && hours === 0 && minutes === 0) return '<\u00a01\u00a0min';
  if (hours === 0) return `${minutes}\u00a0min`;
  if (hours >= 100 || minutes === 0) return `${format.number(hours)}\u00a0h`;
  return `${hours}\u00a0h\u00a0${minutes}\u00a0min`;
}

/** "4:05", the length of a track. */
export function trackLength(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
