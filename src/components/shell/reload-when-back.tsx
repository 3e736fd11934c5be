'use client';

import { useEffect } from 'react';
import { RETRY_AFTER_S } from '@/lib/shared/busy';
import { SECOND } from '@/lib/shared/time';

interface ReloadWhenBackProps {
  /** The status of this address; rejects without a connection. */
  ask?: () => Promise<number>;
  reload?: () => void;
}

const ASKED = { method: 'HEAD', cache: 'no-store' } as const;
const askHere = () => fetch(location.href, ASKED).then(({ status }) => status);
const reloadHere = () => location.reload();

/** Asks every few seconds whether the page is back, and only then loads it: nobody who reads it is interrupted in vain. */
export function ReloadWhenBack({ ask = askHere, reload = reloadHere }: ReloadWhenBackProps) {
  useEffect(() => {
    let timer = setTimeout(check, RETRY_AFTER_S * SECOND);
    async function check() {
      // Without a connection it is no more there than with status 503.
      const status = await ask().catch(() => 503);
      if (status === 503) timer = setTimeout(check, RETRY_AFTER_S * SECOND);
      else reload();
    }
    return () => clearTimeout(timer);
  }, [ask, reload]);
  return null;
}
