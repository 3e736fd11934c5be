'use client';

import { useState, useSyncExternalStore } from 'react';
import { solidButton } from '@/components/ui/button-style';

interface SendPictureProps {
  href: string;
  fileName: string;
  title: string;
}

const never = () => () => {};
const nowhere = () => false;

/** Whether this device hands pictures to other apps. */
const canSendPictures = (): boolean =>
  typeof navigator.canShare === 'function' &&
  navigator.canShare({ files: [new File([], 'picture.png', { type: 'image/png' })] });

/** Hands a picture to the device's share sheet; not there where the device has none for files. */
export function SendPicture({ href, fileName, title }: SendPictureProps) {
  const canSend = useSyncExternalStore(never, canSendPictures, nowhere);
  const [message, setMessage] = useState('');
  if (!canSend) return null;
  const send = async () => {
    setMessage('Painting…');
    setMessage(await sendPicture(href, fileName));
  };
  return (
    <>
      <button type="button" onClick={() => void send()} className={solidButton}>
        Send picture<span className="sr-only">: {title}</span>
      </button>
      <span aria-live="polite" className="text-[0.8125rem] text-soft empty:hidden">
        {message}
      </span>
    </>
  );
}

/** Answers a message for the reader; an empty one when all is well, or when they changed their mind. */
async function sendPicture(href: string, fileName: string): Promise<string> {
  try {
    const response = await fetch(href);
    if (!response.ok) return 'The picture could not be made. Please try again in a moment.';
    const file = new File([await response.blob()], fileName, { type: 'image/png' });
    await navigator.share({ files: [file] });
    return '';
  } catch (error) {
    const isCancelled = error instanceof Error && error.name === 'AbortError';
    return isCancelled ? '' : 'This device did not take the picture. Save it instead.';
  }
}
