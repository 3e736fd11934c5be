'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { requestWords } from './archive-labels';
import {
  type ArchiveProgress,
  type ArchiveRequestIo,
  browser,
  changesThePage,
  requestArchive,
} from './archive-request';
import { ArchiveNow } from './sync-now';

/** Looks at Spotify now and says how it goes, in words that a screen reader hears too; then shows what was found. */
export function ArchiveNowButton({ io = browser }: { io?: ArchiveRequestIo }) {
  const { refresh } = useRouter();
  const [progress, setProgress] = useState<ArchiveProgress | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    const end = await requestArchive(io, setProgress);
    setProgress(end);
    setBusy(false);
    if (changesThePage(end)) refresh();
  };

  return (
    <ArchiveNow
      busy={busy}
      says={progress ? requestWords(progress) : ''}
      onPress={() => (busy ? undefined : void run())}
    />
  );
}
