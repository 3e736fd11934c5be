'use client';

import { useEffect, useState } from 'react';

/** Tells the browser's time zone: days begin at the reader's midnight. Without a script they are UTC's. */
export function TimeZoneField() {
  const [timeZone, setTimeZone] = useState('');
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return <input type="hidden" name="tz" value={timeZone} />;
}
