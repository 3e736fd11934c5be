'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type ArchiveProgress,
  type ArchiveRequestIo,
  followArchive,
  requestArchive,
} from './archive-request';
import { requestWords } from './archive-words';
import { quietButton } from './button-style';

const browser: ArchiveRequestIo = {
  fetch: (path, init) => fetch(path, init),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

interface ArchiveNowButtonProps {
  /** Take up the request that signing in made, so that the first plays appear by themselves. */
  followFirst?: boolean;
  io?: ArchiveRequestIo;
}

/** Looks at Spotify now and says how it goes, in words that a screen reader hears too; then shows what was found. */
export function ArchiveNowButton({ followFirst = false, io = browser }: ArchiveNowButtonProps) {
  const { refresh } = useRouter();
  const [progress, setProgress] = useState<ArchiveProgress | null>(null);
  const [busy, setBusy] = useState(false);
  const started = useRef(false);

  const run = useCallback(
    async (work: typeof requestArchive) => {
      setBusy(true);
      const end = await work(io, setProgress);
      setProgress(end);
      setBusy(false);
      // A broken connection changes the page too: its banner is the way to repair it.
      if (end?.status === 'succeeded' || end?.failure === 'reconnect_needed') refresh();
    },
    [io, refresh],
  );

  useEffect(() => {
    if (!followFirst || started.current) return;
    started.current = true;
    void run(followArchive);
  }, [followFirst, run]);

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <button
        type="button"
        aria-disabled={busy}
        onClick={() => (busy ? undefined : void run(requestArchive))}
        className={`${quietButton} aria-disabled:cursor-progress aria-disabled:opacity-60`}
      >
        Archive now
      </button>
      <p aria-live="polite" className="min-h-5 min-w-0 text-[13px] text-soft">
        {progress ? requestWords(progress) : ''}
      </p>
    </div>
  );
}
