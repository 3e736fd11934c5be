'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { solidButton } from '@/components/ui/button-style';
import { ShareFields, type ShareWords } from './share-fields';
import { ShareHeading } from './share-heading';
import { askAboutShare, browserFetch, type ShareFetch } from './share-request';

interface ShareComposerProps {
  /** What the report is about and its days, as the address has them. */
  about: Record<string, string>;
  suggested: ShareWords;
  /** The days in words. */
  days: string;
  /** Today, YYYY-MM-DD in the listener's zone. */
  today: string;
  /** Everything of the report below its heading. */
  children: ReactNode;
  fetch?: ShareFetch;
}

/** The form, and under it the report as anyone will see it. It is a plain form: without a script it only lacks the echo. */
export function ShareComposer({
  about,
  suggested,
  days,
  today,
  children,
  fetch = browserFetch,
}: ShareComposerProps) {
  const { form, words, setWords } = useWords(suggested);
  const { busy, said, submit } = useSharing(fetch);
  return (
    <>
      <form
        ref={form}
        method="post"
        action="/api/share"
        onSubmit={submit}
        className="grid gap-4 rounded-card border border-line bg-card px-4 py-5 shadow-card two:px-6"
      >
        {Object.entries(about).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ShareFields words={words} onChange={setWords} today={today} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <button type="submit" aria-disabled={busy} className={`${solidButton} aria-disabled:opacity-60`}>
            Make it public
          </button>
          <p aria-live="polite" className="min-h-5 text-[13px] text-soft">
            {said}
          </p>
        </div>
      </form>
      <Preview words={words} days={days}>
        {children}
      </Preview>
    </>
  );
}

type PreviewProps = Pick<ShareComposerProps, 'days' | 'children'> & { words: ShareWords };

function Preview({ words: { title, description, displayName }, days, children }: PreviewProps) {
  return (
    <section aria-label="Preview" className="grid min-w-0 gap-3">
      <p className="text-[13px] text-soft">This is all that others will see:</p>
      <div className="report rounded-card border border-dashed border-edge">
        <div className="sheet">
          <ShareHeading
            level="h2"
            title={title.trim() || 'Untitled'}
            description={description.trim() || null}
            byline={[displayName.trim(), days].filter((part) => part !== '').join(' · ')}
          />
          {children}
        </div>
      </div>
    </section>
  );
}

function useWords(suggested: ShareWords) {
  const form = useRef<HTMLFormElement>(null);
  const [words, setWords] = useState(suggested);
  // What was typed before this script ran stands in the fields, and nobody told us.
  useEffect(() => {
    if (form.current) setWords(wordsOf(form.current));
  }, []);
  return { form, words, setWords };
}

function useSharing(fetch: ShareFetch) {
  const { push } = useRouter();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const share = async (form: HTMLFormElement) => {
    setBusy(true);
    setSaid('Taking the snapshot…');
    const answer = await askAboutShare(fetch, 'POST', '/api/share', fieldsOf(form));
    if (answer.ok) return push(`/share/new?made=${madeId(answer.value)}`);
    setBusy(false);
    setSaid(answer.problem);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void share(event.currentTarget);
  };
  return { busy, said, submit };
}

const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

function wordsOf(form: HTMLFormElement): ShareWords {
  const { title = '', description = '', displayName = '' } = fieldsOf(form);
  return { title, description, displayName };
}

const madeId = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'shareId' in value ? String(value.shareId) : '';
