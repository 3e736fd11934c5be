'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { browserFetch, type Fetch, sendChange } from '@/components/shell/send-change';
import { outlineButton } from '@/components/ui/button-style';
import { field } from '@/components/ui/field-style';
import type { NewAccessToken } from '@/lib/shared/account/access-token-schema';
import { numberFormatter } from '@/lib/shared/formatters';

interface NewTokenFormProps {
  /** The ids of the tokens that there are. */
  listed: readonly string[];
  /** The reader's. */
  locale: string;
  fetch?: Fetch;
}

/** Makes a token and shows it, this once, until it is revoked. */
export function NewTokenForm({ listed, locale, fetch = browserFetch }: NewTokenFormProps) {
  const { busy, message, made, submit } = useNewToken(fetch);
  const [seen, setSeen] = useState<string | null>(null);
  const isListed = made !== null && listed.includes(made.id);
  if (isListed && seen !== made.id) setSeen(made.id);
  const isRevoked = made !== null && seen === made.id && !isListed;
  return (
    <>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex flex-wrap items-end gap-x-3 gap-y-2.5 noscript:hidden"
      >
        <label className="grid min-w-0 gap-1 text-[0.8125rem] text-soft">
          Name
          <input
            name="name"
            required
            maxLength={50}
            autoComplete="off"
            placeholder="Homepage"
            className={`${field} w-full`}
          />
        </label>
        <Choice name="scopes" label="It may" choices={SCOPES} chosen="read" />
        <Choice name="days" label="For" choices={daysIn(locale)} chosen="90" />
        <button type="submit" aria-disabled={busy} className={`${outlineButton} aria-disabled:opacity-60`}>
          Create a token
        </button>
      </form>
      <div aria-live="polite" className="text-[0.8125rem] empty:-mt-5">
        {made && !isRevoked ? <Made token={made} /> : message}
      </div>
    </>
  );
}

const SCOPES = { read: 'read', 'read import': 'read and import' };

function daysIn(locale: string): Record<string, string> {
  const { format } = numberFormatter(locale, {});
  return { ...Object.fromEntries([7, 30, 90].map((days) => [days, `${format(days)} days`])), 365: 'a year' };
}

interface ChoiceProps {
  name: string;
  label: string;
  /** By value. */
  choices: Record<string, string>;
  chosen: string;
}

const Choice = ({ name, label, choices, chosen }: ChoiceProps) => (
  <label className="grid min-w-0 gap-1 text-[0.8125rem] text-soft">
    {label}
    <select name={name} defaultValue={chosen} className={field}>
      {Object.entries(choices).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

const Made = ({ token: { name, token } }: { token: NewAccessToken }) => (
  <p className="grid gap-1.5">
    <span>
      The token{' '}
      <b className="font-semibold">
        <bdi>{name}</bdi>
      </b>
      . Copy it now: it is not shown again.
    </span>
    <code className="rounded-lg border border-edge bg-paper px-3 py-2 font-mono break-all select-all">
      {token}
    </code>
  </p>
);

function useNewToken(fetch: Fetch) {
  const { refresh } = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const [made, setMade] = useState<NewAccessToken | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    setBusy(true);
    setMade(null);
    setMessage('');
    const fields = new FormData(form);
    const body = {
      name: fields.get('name'),
      scopes: String(fields.get('scopes')).split(' '),
      days: Number(fields.get('days')),
    };
    const answer = await sendChange(fetch, 'POST', '/api/user/tokens', body);
    setBusy(false);
    if (!answer.ok) return setMessage(answer.problem);
    setMade(answer.value as NewAccessToken);
    form.reset();
    refresh();
  };
  return { busy, message, made, submit };
}
