'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { browserPolling, type PollingIo } from '@/components/shell/polling-io';
import type { ExclusionList } from '@/lib/shared/history/exclusion';
import { percentLabel } from '@/lib/shared/percent-label';
import { SECOND } from '@/lib/shared/time';

const POLL_MS = 2 * SECOND;

interface ExclusionProgressProps {
  check: ExclusionList['check'];
  locale: string;
  io?: PollingIo;
}

/** How far the figures have followed the last change; asked for again until they have, then the page is refreshed. */
export function ExclusionProgress({ check: initial, locale, io = browserPolling }: ExclusionProgressProps) {
  const { refresh } = useRouter();
  const [latest, setLatest] = useState(initial);
  const isFollowing = initial !== null;
  useEffect(() => {
    if (!isFollowing) return undefined;
    const state = { isOver: false };
    void follow(io, state, setLatest, refresh);
    return () => {
      state.isOver = true;
    };
  }, [isFollowing, io, refresh]);
  const check = isFollowing ? (latest ?? initial) : null;
  return (
    <div aria-live="polite" className={check ? 'mb-4 grid gap-1.5 text-sm' : ''}>
      {check ? (
        <>
          <progress
            aria-label="Plays recalculated"
            value={check.checkedPlays}
            max={Math.max(1, check.plays)}
            className="h-1.5 w-full max-w-80"
          />
          <p>{progressLabel(check, locale)}</p>
        </>
      ) : null}
    </div>
  );
}

async function follow(
  io: PollingIo,
  state: { isOver: boolean },
  show: (check: ExclusionList['check']) => void,
  refresh: () => void,
): Promise<void> {
  while (!state.isOver) {
    await io.wait(POLL_MS);
    if (state.isOver) return;
    const check = await ask(io);
    if (state.isOver) return;
    if (check === null) return refresh();
    if (check !== 'unknown') show(check);
  }
}

/** What the server says; unknown while it does not answer. */
async function ask({ fetch }: PollingIo): Promise<ExclusionList['check'] | 'unknown'> {
  try {
    const response = await fetch('/api/exclusions');
    return response.ok ? ((await response.json()) as ExclusionList).check : 'unknown';
  } catch {
    return 'unknown';
  }
}

function progressLabel(
  { plays, checkedPlays, isStalled }: NonNullable<ExclusionList['check']>,
  locale: string,
): string {
  if (isStalled) return 'Recalculating has stopped. It continues by itself within the hour; nothing is lost.';
  const share = percentLabel(plays === 0 ? 1 : checkedPlays / plays, { locale });
  return `Your figures are being recalculated: ${share} done. New plays are already up to date.`;
}
