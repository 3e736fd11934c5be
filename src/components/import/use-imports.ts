import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { followImport, type ImportIo, isImportOver, sendFile } from './import-request';
import { setImporting } from './unless-importing';

/** The imports with their progress, newest first, and a function that adds one. */
export function useImports(given: ImportJobView[], io: ImportIo) {
  const { jobs, follow } = useFollowed(given, io);
  /** The share of a file that has been sent, from 0 to 1; null while none is. */
  const [sending, setSending] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<{ fileName: string; message: string } | null>(null);
  const send = async (file: File, privateSessions: boolean) => {
    setRefusal(null);
    setSending(0);
    const end = await sendFile(io, file, privateSessions, setSending);
    setSending(null);
    if (end.step === 'following') follow(end.job);
    else setRefusal({ fileName: file.name, message: end.message });
  };
  return { jobs, sending, refusal, send };
}

function useFollowed(given: ImportJobView[], io: ImportIo) {
  const { refresh } = useRouter();
  const [fresh, setFresh] = useState<ImportJobView[]>([]);
  const stops = useRef(new Map<number, () => void>());
  const show = useCallback((job: ImportJobView) => {
    setFresh((before) => [job, ...before.filter(({ id }) => id !== job.id)]);
  }, []);
  const follow = useCallback(
    (job: ImportJobView) => {
      show(job);
      if (isImportOver(job) || stops.current.has(job.id)) return;
      const stop = followImport(io, job.id, (now) => {
        show(now);
        // The figures on the page have changed too.
        if (isImportOver(now)) refresh();
      });
      stops.current.set(job.id, stop);
    },
    [io, refresh, show],
  );
  useEffect(() => {
    const following = stops.current;
    for (const job of given) if (!isImportOver(job)) follow(job);
    return () => {
      for (const stop of following.values()) stop();
      following.clear();
    };
  }, [given, follow]);
  const freshIds = new Set(fresh.map(({ id }) => id));
  const jobs = [...fresh, ...given.filter(({ id }) => !freshIds.has(id))].sort((a, b) => b.id - a.id);
  const isImporting = jobs.some((job) => !isImportOver(job));
  useEffect(() => {
    setImporting(isImporting);
    return () => setImporting(false);
  }, [isImporting]);
  return { jobs, follow };
}
