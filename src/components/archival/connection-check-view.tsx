import { ActionButton } from '@/components/ui/action-button';
import { Card } from '@/components/ui/card';
import type { ConnectionCheck } from '@/lib/shared/archival/connection-check';
import type { ReaderFormat } from '@/lib/shared/format';
import { intervalLabel } from './archive-labels';
import { type CheckStep, checkSteps } from './check-steps';
import { ConnectionBanner } from './connection-banner';
import { ArchiveNowButton } from './sync-now-button';

interface ConnectionCheckViewProps {
  check: ConnectionCheck;
  now: Date;
  format: ReaderFormat;
}

/** The way from Spotify to the archive, step by step, and a look by hand. */
export function ConnectionCheckView({ check, now, format }: ConnectionCheckViewProps) {
  const steps = checkSteps(check, now, format);
  return (
    <>
      <div className="pt-3 pb-1">
        <h1 className="text-[34px] leading-tight font-semibold tracking-[-0.02em] two:text-[44px]">
          {verdict(steps)}
        </h1>
        <p className="mt-2 max-w-[56ch] text-[17px] text-pretty">
          The way of a play from Spotify into your archive, step by step.
        </p>
      </div>
      <ConnectionBanner connection={check.connection} format={format} />
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <Card id="steps" title="Step by step">
          <ol className="grid gap-4">
            {steps.map((step) => (
              <Step key={step.title} step={step} />
            ))}
          </ol>
        </Card>
        <div className="grid gap-4 two:gap-5">
          <SyncNowCard check={check} />
          <RecalculateCard />
        </div>
      </div>
    </>
  );
}

function SyncNowCard({ check: { archive, connection } }: Pick<ConnectionCheckViewProps, 'check'>) {
  const isConnected = connection.state !== 'needs_reconnect';
  return (
    <Card
      id="look-now"
      title="Look now"
      note={`The archive looks ${intervalLabel(archive.everyMinutes)} by itself. This looks at once and changes nothing else.`}
    >
      {isConnected ? <ArchiveNowButton /> : <p className="text-soft">Reconnect Spotify first.</p>}
    </Card>
  );
}

const RecalculateCard = () => (
  <Card
    id="figures"
    title="Count anew"
    note="Figures are kept ready for a few hours, until new plays come. If one looks wrong, have all of them counted again."
  >
    <ActionButton
      method="POST"
      path="/api/cache/clear"
      done="Done. Every figure is counted anew from now on."
    >
      Clear the cache
    </ActionButton>
  </Card>
);

function verdict(steps: CheckStep[]): string {
  const broken = steps.find((step) => step.state === 'bad');
  if (broken) return broken.title;
  const open = steps.filter((step) => step.state !== 'good').length;
  if (open === 0) return 'Everything works';
  return open === 1 ? 'One thing to look at' : `${open} things to look at`;
}

const MARKS: Record<CheckStep['state'], { sign: string; spoken: string; className: string }> = {
  good: { sign: '✓', spoken: 'Works: ', className: 'text-good' },
  waiting: { sign: '…', spoken: 'Waiting: ', className: 'text-soft' },
  bad: { sign: '✕', spoken: 'Broken: ', className: 'text-bad' },
};

function Step({ step }: { step: CheckStep }) {
  const mark = MARKS[step.state];
  return (
    <li className="grid grid-cols-[22px_minmax(0,1fr)] gap-3">
      <span aria-hidden="true" className={`text-center font-semibold ${mark.className}`}>
        {mark.sign}
      </span>
      <div className="min-w-0">
        <p className="font-[550]">
          <span className="sr-only">{mark.spoken}</span>
          {step.title}
        </p>
        <p className="text-sm text-soft">{step.text}</p>
      </div>
    </li>
  );
}
