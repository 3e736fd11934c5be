'use client';

import { useState } from 'react';
import { outlineButton } from '@/components/ui/button-style';
import type { Consent } from '@/lib/shared/account/installation';
import { rememberConsent } from './consent-cookie';

interface ConsentChoiceProps {
  consent: Consent | null;
  /** Reloads the page, to get rid of scripts that have run. */
  reload?: () => void;
}

/** The current answer to the cookie notice, and a button to change it. */
export function ConsentChoice({ consent, reload = () => location.reload() }: ConsentChoiceProps) {
  const [answer, setAnswer] = useState(consent);
  const give = (given: Consent) => {
    rememberConsent(given);
    setAnswer(given);
    // A script that has been loaded cannot be unloaded, and the notice on this page has to go.
    reload();
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p aria-live="polite">{WORDS[answer ?? 'none']}</p>
      {answer === 'denied' ? null : (
        <button type="button" className={outlineButton} onClick={() => give('denied')}>
          {answer === 'granted' ? 'Withdraw consent' : 'Decline'}
        </button>
      )}
      {answer === 'granted' ? null : (
        <button type="button" className={outlineButton} onClick={() => give('granted')}>
          Allow
        </button>
      )}
    </div>
  );
}

const WORDS = {
  granted: 'You allowed it.',
  denied: 'You declined. Your browser reports nothing.',
  none: 'You have not chosen yet. Your browser reports nothing.',
} as const;
