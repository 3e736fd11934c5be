'use client';

import { type ReactNode, useState } from 'react';
import { outlineButton } from './button-style';

interface CopyButtonProps {
  text: string;
  /** What to do where the browser does not let pages copy. */
  otherwise: string;
  children: ReactNode;
}

/** Copies a text to the clipboard and announces it; where that is not allowed, says what to do instead. */
export function CopyButton({ text, otherwise, children }: CopyButtonProps) {
  const [message, setMessage] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setMessage('Copied');
    } catch {
      setMessage(`Your browser does not allow this. ${otherwise}`);
    }
  };
  return (
    <span className="inline-flex items-center">
      <button type="button" onClick={() => void copy()} className={outlineButton}>
        {children}
      </button>
      <span aria-live="polite" className="pl-3 text-[13px] text-soft empty:pl-0">
        {message}
      </span>
    </span>
  );
}
