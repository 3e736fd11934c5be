'use client';

import { useState } from 'react';
import { outlineButton } from '@/components/ui/button-style';

/** Copies an address to the clipboard and announces it; where that is not allowed, says what to do instead. */
export function CopyLink({ url, of }: { url: string; of: string }) {
  const [message, setMessage] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setMessage('Copied');
    } catch {
      setMessage('Your browser does not allow this. Select the link and copy it.');
    }
  };
  return (
    <span className="inline-flex items-center">
      <button type="button" onClick={() => void copy()} className={outlineButton}>
        Copy link<span className="sr-only"> of {of}</span>
      </button>
      <span aria-live="polite" className="pl-3 text-[13px] text-soft empty:pl-0">
        {message}
      </span>
    </span>
  );
}
