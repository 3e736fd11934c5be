'use client';

import { useRef, useState, useSyncExternalStore } from 'react';
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
  const painted = useRef<File>(undefined);
  if (!canSend) return null;
  const send = async () => {
    const isReady = painted.current !== undefined;
    if (!isReady) setMessage('Painting…');
    painted.current ??= await fetchPicture(href, fileName);
    setMessage(
      painted.current
        ? await sendPicture(painted.current, isReady)
        : 'The picture could not be made. Please try again in a moment.',
    );
  };
  return (
    <>
      <button type="button" onClick={() => void send()} className={solidButton}>
        Send picture<span className="sr-only">: {title}</span>
      </button>
      <span aria-live="polite" className="text-[0.8125rem] text-soft empty:-ml-2">
        {message}
      </span>
    </>
  );
}

/** Undefined where there was no answer, or none with a picture. */
async function fetchPicture(href: string, fileName: string): Promise<File | undefined> {
  const read = async () => {
    const response = await fetch(href);
    return response.ok ? new File([await response.blob()], fileName, { type: 'image/png' }) : undefined;
  };
  return read().catch(() => undefined);
}

/** Answers a message for the reader; an empty one when all is well, or when they changed their mind. */
async function sendPicture(file: File, wasReady: boolean): Promise<string> {
  try {
    await navigator.share({ files: [file] });
    return '';
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'AbortError') return '';
    // A device that waited too long for the picture wants to be asked again.
    if (name === 'NotAllowedError' && !wasReady) return 'The picture is ready. Press again to send it.';
    return 'This device did not take the picture. Save it instead.';
  }
}
