'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { NeedsScripts } from '@/components/shell/needs-scripts';
import { browserPolling, type PollingIo } from '@/components/shell/polling-io';
import { outlineButton } from '@/components/ui/button-style';
import { requestLabel } from './archive-labels';
import { type ArchiveProgress, changesThePage, followRequest, requestSync } from './archive-request';

interface SyncNowButtonProps {
  /** Follows the request that the sign-in made, so that the first plays appear by themselves. */
  followFirst?: boolean;
  /** The reader's. */
  locale: string;
  io?: PollingIo;
}

/** Requests a sync, announces its progress to screen readers too, then refreshes the page. */
export function SyncNowButton({ followFirst = false, locale, io = browserPolling }: SyncNowButtonProps) {
  const { refresh } = useRouter();
  const [progress, setProgress] = useState<ArchiveProgress | null>(null);
  const [busy, setBusy] = useState(false);
  const isUnderWay = useRef(false);

  const run = async (work: typeof requestSync) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    const end = await work(io, setProgress);
    setProgress(end);
    setBusy(false);
    isUnderWay.current = false;
    if (changesThePage(end)) refresh();
  };

  const follow = useEffectEvent(() => void run(followRequest));
  useEffect(() => {
    if (followFirst) follow();
  }, [followFirst]);

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 in-data-offline:hidden">
      <button
        type="button"
        aria-disabled={busy}
        onClick={() => void run(requestSync)}
        className={`${outlineButton} aria-disabled:cursor-progress aria-disabled:opacity-60 noscript:hidden`}
      >
        Sync now
      </button>
      <NeedsScripts what="“Sync now”" />
      <p aria-live="polite" className="min-h-5 min-w-0 text-[0.8125rem] text-soft">
        {progress ? requestLabel(progress, locale) : ''}
      </p>
    </div>
  );
}
