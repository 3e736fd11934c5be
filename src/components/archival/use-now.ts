import { useEffect, useState } from 'react';
import { SECOND } from '@/lib/shared/time';

const EVERY_MS = 15 * SECOND;

/** The time, kept up in the browser. @param made when the page was made: what the server rendered stays until then. */
export function useNow(made: string): Date {
  const [now, setNow] = useState(() => new Date(made));
  useEffect(() => {
    const keepUp = () => setNow(new Date());
    const timer = setInterval(keepUp, EVERY_MS);
    document.addEventListener('visibilitychange', keepUp);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', keepUp);
    };
  }, []);
  const since = new Date(made);
  return now > since ? now : since;
}
