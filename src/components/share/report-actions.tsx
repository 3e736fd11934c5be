'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { browserFetch, type Fetch, sendChange, serverProblem } from '@/components/shell/send-change';
import { outlineButton, riskyButton, solidButton } from '@/components/ui/button-style';
import { CopyButton } from '@/components/ui/copy-button';
import { field } from '@/components/ui/field-style';
import type { SharedReport } from '@/lib/shared/share/report-list';

interface ReportActionsProps {
  report: SharedReport;
  /** Whether its link shows it to anybody now. */
  isOpen: boolean;
  /** Whether its last day is over. */
  isOver: boolean;
  /** The last day on which it can be seen, YYYY-MM-DD in the listener's zone; null without an end. */
  lastDay: string | null;
  today: string;
  fetch?: Fetch;
}

interface Change {
  expiresAt?: string | null;
  isPublic?: boolean;
  isIndexable?: boolean;
}

/** Copy, change, revoke; show it again or remove it, once it has ended. The page is refreshed afterwards. */
export function ReportActions({ report, isOpen, isOver, fetch = browserFetch, ...days }: ReportActionsProps) {
  const { busy, message, change, remove } = useReportChanges(report.shareId, fetch);
  // Of many reports few are changed: their forms would be most of the page.
  const [isChanging, setChanging] = useState(false);
  return (
    <div className="flex flex-col gap-3 two:items-end print:hidden noscript:hidden">
      <div className="flex flex-wrap items-center gap-2">
        {isOpen ? (
          <CopyButton text={report.url} otherwise="Select the link and copy it.">
            Copy link<span className="sr-only"> of {report.title}</span>
          </CopyButton>
        ) : null}
        <Removal
          words={isOver ? REMOVE : REVOKE}
          title={report.title}
          busy={busy}
          onRemove={(done) => void remove(done)}
        />
      </div>
      <details className="text-sm" onToggle={({ currentTarget }) => setChanging(currentTarget.open)}>
        <summary className="w-fit cursor-pointer py-1 text-soft underline decoration-edge underline-offset-3 hover:text-ink">
          {isOver ? 'Show it again' : 'Change who can see it'}
          <span className="sr-only"> ({report.title})</span>
        </summary>
        {isChanging ? (
          <Settings report={report} isOver={isOver} {...days} busy={busy} onChange={change} />
        ) : null}
      </details>
      <p aria-live="polite" className="text-[0.8125rem] text-soft empty:-mt-3">
        {message}
      </p>
    </div>
  );
}

function useReportChanges(shareId: string, fetch: Fetch) {
  const { refresh } = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const send = async (method: 'PATCH' | 'DELETE', done: string, body?: Change) => {
    if (busy) return;
    setBusy(true);
    const answer = await sendChange(fetch, method, `/api/share?id=${shareId}`, body, serverProblem);
    setBusy(false);
    setMessage(answer.ok ? done : answer.problem);
    if (answer.ok) refresh();
  };
  return {
    busy,
    message,
    change: (change: Change) => send('PATCH', 'Changed.', change),
    remove: (done: string) => send('DELETE', done),
  };
}

const REVOKE = {
  offer: 'Revoke',
  effect: 'The link will stop working for everyone, permanently.',
  act: 'Revoke it',
  done: 'Revoked.',
};
const REMOVE = {
  offer: 'Remove',
  effect: 'It is removed from this list, and its link never works again.',
  act: 'Remove it',
  done: 'Removed.',
};

interface RemovalProps {
  words: typeof REVOKE;
  title: string;
  busy: boolean;
  onRemove: (done: string) => void;
}

function Removal({ words, title, busy, onRemove }: RemovalProps) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" onClick={() => setAsking(true)} className={outlineButton}>
        {words.offer}
        <span className="sr-only"> {title}</span>
      </button>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm">
      {words.effect}
      <button type="button" aria-disabled={busy} onClick={() => onRemove(words.done)} className={riskyButton}>
        {words.act}
      </button>
      <button type="button" onClick={() => setAsking(false)} className={outlineButton}>
        Cancel
      </button>
    </span>
  );
}

type SettingsProps = Pick<ReportActionsProps, 'report' | 'isOver' | 'lastDay' | 'today'> & {
  busy: boolean;
  onChange: (change: Change) => void;
};

function Settings({ report, isOver, lastDay, today, busy, onChange }: SettingsProps) {
  // One that ended is shown again until it is given another end.
  const suggested = isOver ? '' : (lastDay ?? '');
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const isPublic = form.has('isPublic');
    const day = String(form.get('expiresAt') ?? '');
    const expiry = day === (lastDay ?? '') ? {} : { expiresAt: day || null };
    onChange({ ...expiry, isPublic, isIndexable: form.has('isIndexable') });
  };
  return (
    <form onSubmit={save} className="mt-2 grid justify-items-start gap-3 rounded-lg border border-line p-4">
      <Choice name="isPublic" isChosen={isOver || report.isPublic}>
        Anyone with the link can see it
      </Choice>
      <Choice name="isIndexable" isChosen={report.isIndexable}>
        Search engines may list it
      </Choice>
      <label className="grid gap-1 text-[0.8125rem] text-soft">
        Last day it can be opened (optional)
        <input
          type="date"
          name="expiresAt"
          defaultValue={suggested}
          min={today}
          max="2099-12-31"
          className={field}
        />
      </label>
      <button type="submit" aria-disabled={busy} className={solidButton}>
        {isOver ? 'Show it' : 'Save'}
      </button>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  isChosen: boolean;
  children: ReactNode;
}

function Choice({ name, isChosen, children }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2.5">
      <input type="checkbox" name={name} defaultChecked={isChosen} className="size-5 accent-accent" />
      {children}
    </label>
  );
}
