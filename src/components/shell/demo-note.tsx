import { intervalLabel } from '@/components/archival/archive-labels';

/** Says that the figures of the demo are invented. */
export function DemoNote({ everyMinutes, locale }: { everyMinutes: number; locale?: string }) {
  return (
    <p className="print:hidden rounded-[10px] border border-line bg-card px-4 py-2.5 text-[0.8125rem] text-soft">
      <b className="font-[550] text-ink">This is a demo with simulated listeners.</b>
      {everyMinutes < 60
        ? ` Its archive syncs ${intervalLabel(everyMinutes, locale)} instead of every hour.`
        : ''}
    </p>
  );
}
