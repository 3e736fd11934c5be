'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { browserFetch, type Fetch, sendChange, serverProblem } from '@/components/shell/send-change';
import { solidButton } from '@/components/ui/button-style';
import { bylineOf } from '@/lib/shared/share/report-labels';
import type { SharedReport } from '@/lib/shared/share/report-list';
import { ReportHeading } from './report-heading';
import { type ReportTexts, ShareFields } from './share-fields';

interface ShareComposerProps {
  /** The subject and the days of the report, as URL parameters. */
  about: Record<string, string>;
  suggested: ReportTexts;
  /** The days in words. */
  days: string;
  /** Today, YYYY-MM-DD in the listener's zone. */
  today: string;
  /** The report below its heading. */
  children: ReactNode;
  fetch?: Fetch;
}

/** The form, and under it a preview of the report. Without scripts the preview does not follow what is typed. */
export function ShareComposer({
  about,
  suggested,
  days,
  today,
  children,
  fetch = browserFetch,
}: ShareComposerProps) {
  const { form, texts, change } = useTexts(suggested);
  const { busy, message, submit } = useSharing(fetch);
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
        <ShareFields texts={texts} onChange={change} today={today} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <button type="submit" aria-disabled={busy} className={`${solidButton} aria-disabled:opacity-60`}>
            Make it public
          </button>
          <p aria-live="polite" className="min-h-5 text-[0.8125rem] text-soft">
            {message}
          </p>
        </div>
      </form>
      <Preview texts={texts} days={days}>
        {children}
      </Preview>
    </>
  );
}

type PreviewProps = Pick<ShareComposerProps, 'days' | 'children'> & { texts: ReportTexts };

function Preview({ texts: { title, description, displayName }, days, children }: PreviewProps) {
  return (
    <section aria-label="Preview" className="grid min-w-0 gap-3">
      <p className="text-[0.8125rem] text-soft">This is all that others will see:</p>
      <div className="grid min-w-0 gap-4 rounded-card border border-dashed border-edge px-4 py-5 max-[22.5rem]:px-1.5 two:gap-5 two:p-8">
        <ReportHeading
          level="h2"
          title={title.trim() || 'Untitled'}
          description={description.trim() || null}
          byline={bylineOf(displayName.trim(), days)}
        />
        {children}
      </div>
    </section>
  );
}

function useTexts(suggested: ReportTexts) {
  const form = useRef<HTMLFormElement>(null);
  const [texts, setTexts] = useState(suggested);
  // Text typed before hydration is in the fields but fired no event.
  useEffect(() => {
    if (form.current) setTexts(textsOf(form.current));
  }, []);
  const change = (name: keyof ReportTexts, text: string) =>
    setTexts((before) => ({ ...before, [name]: text }));
  return { form, texts, change };
}

function useSharing(fetch: Fetch) {
  const { push } = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  const share = async (form: HTMLFormElement) => {
    setBusy(true);
    setMessage('Taking the snapshot…');
    const answer = await sendChange(fetch, 'POST', '/api/share', fieldsOf(form), serverProblem);
    if (answer.ok) return push(`/share/new?made=${(answer.value as SharedReport).shareId}`);
    setBusy(false);
    setMessage(answer.problem);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void share(event.currentTarget);
  };
  return { busy, message, submit };
}

const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

function textsOf(form: HTMLFormElement): ReportTexts {
  const { title = '', description = '', displayName = '' } = fieldsOf(form);
  return { title, description, displayName };
}
