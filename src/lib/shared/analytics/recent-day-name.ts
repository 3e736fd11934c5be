import { addDays } from './range-days';

/** "Today", "Yesterday", null for any other day. Both are YYYY-MM-DD of the listener's calendar. */
export function recentDayName(day: string, today: string): string | null {
  if (day === today) return 'Today';
  return day === addDays(today, -1) ? 'Yesterday' : null;
}
