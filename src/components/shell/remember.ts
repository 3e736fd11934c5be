import { SECOND } from '@/lib/shared/time';

/** Has this browser remember something on every page, for so many milliseconds. */
export function remember(name: string, value: string, ms: number): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=${ms / SECOND}; samesite=lax${secure}`;
}
