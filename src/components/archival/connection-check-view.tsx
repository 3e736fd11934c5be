import { ActionButton } from '@/components/ui/action-button';
import { Card } from '@/components/ui/card';
import { Named } from '@/components/ui/named';
import type { ConnectionCheck } from '@/lib/shared/analytics/dashboard';
import { canSyncNow } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';
import { type CheckStep, checkSteps } from './check-steps';
import { ConnectionBanner } from './connection-banner';
import { LastSync } from './last-sync';
import { NextSyncTime } from './next-sync-time';
import { SyncNowButton } from './sync-now-button';

interface ConnectionCheckViewProps {
  check: ConnectionCheck;
  /** Of the listener. */
  name: string;
  now: Date;
  format: ReaderFormat;
}

/** The status of each step from Spotify to the archive, with a button to sync now. */
export function ConnectionCheckView({ check, name, now, format }: ConnectionCheckViewProps) {
  const steps = checkSteps({ ...check, name }, now, format);
  return (
    <>
      <div className="pt-3 pb-1">
        <h1 className="text-[2.125rem] leading-tight font-semibold tracking-[-0.02em] two:text-[2.75rem]">
          <StepTitle check={check} now={now} format={format} step={verdict(steps)} />
        </h1>
        <p className="mt-2 max-w-[56ch] text-[1.0625rem]">
          How plays get from Spotify into your archive, step by step.
        </p>
      </div>
      <ConnectionBanner connection={check.connection} now={now} format={format} />
      <div className="grid gap-4 two:gap-5">
        <Card id="steps" title="Step by step">
          <ol className="grid gap-4">
            {steps.map((step) => (
              <Step key={step.title} step={step} check={check} now={now} format={format} />
            ))}
          </ol>
        </Card>
        <SyncNowCard check={check} format={format} />
      </div>
      <RecalculateCard />
    </>
  );
}

/** Not where it would be in vain: disconnected, the banner has the button that mends it; a pause of Spotify's holds for all. */
function SyncNowCard({ check: { archive }, format }: Pick<ConnectionCheckViewProps, 'check' | 'format'>) {
  if (!canSyncNow(archive.nextSync)) return null;
  return (
    <Card id="sync-now" title="Sync now" note="Syncs right away." className="print:hidden">
      <SyncNowButton locale={format.locale} />
    </Card>
  );
}

/** Folded: who needs it looks for it. */
const RecalculateCard = () => (
  <details className="px-1 text-[0.8125rem] text-soft print:hidden">
    <summary className="w-fit cursor-pointer py-1">A figure looks wrong?</summary>
    <p className="my-3 max-w-[60ch]">
      Statistics are cached for a few hours, or until new plays arrive. Recalculating counts them afresh.
    </p>
    <ActionButton method="POST" path="/api/cache/clear" done="Done. Statistics will be recalculated.">
      Recalculate statistics
    </ActionButton>
  </details>
);

/** How much the listener can do, which the banner and the steps name; else what passes by itself. */
function verdict(steps: CheckStep[]): Pick<CheckStep, 'title' | 'moment'> {
  const todo = steps.filter(({ state }) => state === 'todo' || state === 'bad').length;
  if (todo > 0) return { title: todo === 1 ? 'One thing needs attention' : `${todo} things need attention` };
  const waiting = steps.find((step) => step.state === 'waiting');
  if (!waiting) return { title: 'Everything works' };
  return { ...waiting, title: waiting.verdict ?? waiting.title };
}

type StepTitleProps = Omit<ConnectionCheckViewProps, 'name'> & { step: Pick<CheckStep, 'title' | 'moment'> };

/** The title of a step, with the moment that it ends with. */
function StepTitle({ step: { title, moment }, check: { archive }, now, format }: StepTitleProps) {
  if (moment === 'last sync' && archive.lastPolledAt)
    return (
      <>
        {title} <LastSync at={archive.lastPolledAt} made={now.toISOString()} locale={format.locale} />
      </>
    );
  if (moment === 'next sync')
    return (
      <>
        {title} <NextSyncTime archive={archive} now={now} format={format} />
      </>
    );
  return title;
}

const MARKS: Record<CheckStep['state'], { sign: string; spoken: string; className: string }> = {
  good: { sign: '✓', spoken: 'Works: ', className: 'text-good' },
  waiting: { sign: '…', spoken: 'Waiting: ', className: 'text-soft' },
  todo: { sign: '!', spoken: 'For you to do: ', className: 'text-bad' },
  bad: { sign: '✕', spoken: 'Broken: ', className: 'text-bad' },
};

function Step({ step, ...props }: Omit<ConnectionCheckViewProps, 'name'> & { step: CheckStep }) {
  const mark = MARKS[step.state];
  return (
    <li className="grid grid-cols-[22px_minmax(0,1fr)] gap-3">
      <span aria-hidden="true" className={`text-center font-semibold ${mark.className}`}>
        {mark.sign}
      </span>
      <div className="min-w-0">
        <p className="font-[550]">
          <span className="sr-only">{mark.spoken}</span>
          <StepTitle step={step} {...props} />
        </p>
        <p className="text-sm text-soft">
          {typeof step.text === 'string' ? step.text : <Named text={step.text} />}
        </p>
      </div>
    </li>
  );
}
