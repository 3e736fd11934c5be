'use client';

import { type ReactNode, useState } from 'react';
import { outlineButton } from './button-style';

interface CopyButtonProps {
  text: string;
  /** What to do where the browser does not let pages copy. */
  otherwise: string;
  /** Its style; that of any other action, unless it is the primary one. */
  className?: string;
  children: ReactNode;
}

/** Copies a text to the clipboard and announces it; where that is not allowed, says what to do instead. */
export function CopyButton({ text, otherwise, className = outlineButton, children }: CopyButtonProps) {
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
      <button type="button" onClick={() => void copy()} className={className}>
        {children}
      </button>
      <span aria-live="polite" className="pl-3 text-[0.8125rem] text-soft empty:pl-0">
        {message}
      </span>
    </span>
  );
}
