'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { NeedsScripts } from '@/components/shell/needs-scripts';
import { browserFetch, type Fetch, sendChange } from '@/components/shell/send-change';
import { outlineButton } from './button-style';

interface ActionButtonProps {
  method: 'POST' | 'DELETE';
  path: string;
  /** Shown when the request succeeded. */
  done: string;
  /** Where to go on success; without it the page is refreshed. */
  then?: string;
  /** For screen readers, where the text of the button does not say enough. */
  label?: string;
  /** One of a list that says once that they need scripts. */
  inList?: boolean;
  fetch?: Fetch;
  children: string;
}

/** Changes one thing and announces the result, to screen readers too. */
export function ActionButton(props: ActionButtonProps) {
  const { method, path, done, then, label, inList, fetch = browserFetch, children } = props;
  const { refresh } = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const act = async () => {
    setBusy(true);
    setMessage('');
    const answer = await sendChange(fetch, method, path);
    setBusy(false);
    setMessage(answer.ok ? done : answer.problem);
    if (!answer.ok) return;
    // A full navigation: after signing out nothing of this page may stay in memory.
    if (then) location.assign(then);
    else refresh();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <button
        type="button"
        aria-label={label}
        aria-disabled={busy}
        onClick={() => (busy ? undefined : void act())}
        className={`${outlineButton} aria-disabled:cursor-progress aria-disabled:opacity-60 noscript:hidden`}
      >
        {children}
      </button>
      {inList ? null : <NeedsScripts what={`“${children}”`} />}
      <p aria-live="polite" className="min-w-0 text-[0.8125rem] text-soft empty:-ml-4">
        {message}
      </p>
    </div>
  );
}
