'use client';

import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { NeedsScripts } from '@/components/shell/needs-scripts';
import { browserFetch, type Fetch, sendChange } from '@/components/shell/send-change';
import { outlineButton, riskyButton } from '@/components/ui/button-style';
import { field } from '@/components/ui/field-style';
import { PageLink } from '@/components/ui/page-link';
import type { DeletedAccount } from '@/lib/shared/account/account-schema';
import { isDeletionPhrase } from '@/lib/shared/account/personal-data';
import { createReaderFormat } from '@/lib/shared/format';

interface DeleteAccountFormProps {
  /** The phrase to type. */
  phrase: string;
  locale: string;
  fetch?: Fetch;
  /** Shown above the form until the account is deleted. */
  children: ReactNode;
}

/** Deletes the account once the phrase is typed, and says what was deleted. The server checks the phrase again. */
export function DeleteAccountForm({
  phrase,
  locale,
  fetch = browserFetch,
  children,
}: DeleteAccountFormProps) {
  const [deleted, setDeleted] = useState<string | null>(null);
  if (deleted !== null) return <Deleted words={deleted} />;
  return (
    <>
      {children}
      <Confirmation
        phrase={phrase}
        fetch={fetch}
        onDeleted={(account) => setDeleted(deletedLabel(account, locale))}
      />
    </>
  );
}

interface ConfirmationProps {
  phrase: string;
  fetch: Fetch;
  onDeleted: (deleted: DeletedAccount) => void;
}

function Confirmation({ phrase, fetch, onDeleted }: ConfirmationProps) {
  const id = useId();
  const { busy, message, submit } = useDeletion({ phrase, fetch, onDeleted });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-card border border-bad px-4 py-5 two:px-6"
    >
      <label htmlFor={id} className="text-sm">
        To delete your account permanently, type <b className="font-semibold">{phrase}</b>
      </label>
      <input
        id={id}
        name="confirmation"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}-message`}
        className={`${field} w-full max-w-80`}
      />
      <NeedsScripts what="Deleting it" />
      <div className="flex flex-wrap gap-3">
        <button
          type="submit"
          aria-disabled={busy}
          className={`${riskyButton} aria-disabled:opacity-60 noscript:hidden`}
        >
          Delete account
        </button>
        <PageLink href="/me" className={outlineButton}>
          Cancel
        </PageLink>
      </div>
      <p id={`${id}-message`} aria-live="polite" className="text-[0.8125rem] text-soft empty:-mt-3">
        {message}
      </p>
    </form>
  );
}

function useDeletion({ phrase, fetch, onDeleted }: ConfirmationProps) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const typed = String(new FormData(event.currentTarget).get('confirmation') ?? '');
    if (!isDeletionPhrase(typed)) return setMessage(`Nothing was deleted. Type “${phrase}” first.`);
    setBusy(true);
    setMessage('Deleting…');
    const answer = await sendChange(fetch, 'DELETE', '/api/user/delete', { confirmation: typed });
    setBusy(false);
    if (answer.ok) onDeleted((answer.value as { deleted: DeletedAccount }).deleted);
    else setMessage(answer.problem);
  };
  return { busy, message, submit };
}

function Deleted({ words }: { words: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid justify-items-start gap-4 pt-3">
      <h1
        ref={heading}
        tabIndex={-1}
        className="text-[2.125rem] leading-tight font-semibold tracking-[-0.025em] outline-none two:text-[3.25rem]"
      >
        Your account is deleted
      </h1>
      <p className="text-[1.0625rem]">{words}</p>
      <p className="text-soft">
        You can end our access in your Spotify settings too, under{' '}
        <a href="https://www.spotify.com/account/apps/" rel="noreferrer">
          Manage apps
        </a>
        . Thank you for using Audiospective.
      </p>
      <a href="/" className={outlineButton}>
        Back to home
      </a>
    </div>
  );
}

/** The result of the deletion, as a sentence; what was stored, the page has listed before. */
function deletedLabel({ rows: { plays } }: DeletedAccount, locale: string): string {
  const format = createReaderFormat({ locale, timeZone: 'UTC' });
  const lead = plays === 0 ? '' : `${format.count(plays, 'play')} and `;
  return `Deleted: ${lead}everything ${plays === 0 ? '' : 'else '}that was stored about you, your connection to Spotify included.`;
}
