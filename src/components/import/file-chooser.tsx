'use client';

import { type ChangeEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { solidButton } from '@/components/ui/button-style';

interface FileChooserProps {
  /** The share of a file that has been sent, from 0 to 1; null while none is. */
  sending: number | null;
  onChoose: (file: File, privateSessions: boolean) => void;
}

/** Chooses a file, and whether private sessions are included. */
export function FileChooser({ sending, onChoose }: FileChooserProps) {
  const field = useId();
  const files = useRef<HTMLInputElement>(null);
  const privateSessions = useRef<HTMLInputElement>(null);
  useEarlyChoice(files);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onChoose(file, privateSessions.current?.checked ?? false);
    target.value = '';
  };
  return (
    <div className="grid gap-3">
      <label
        htmlFor={field}
        aria-disabled={sending !== null}
        className={`${solidButton} w-fit cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink aria-disabled:cursor-progress aria-disabled:opacity-60`}
      >
        Choose a file
        <input
          ref={files}
          id={field}
          type="file"
          accept=".zip,.json,application/zip,application/json"
          disabled={sending !== null}
          onChange={choose}
          className="sr-only"
        />
      </label>
      <PrivateSessions box={privateSessions} />
      {sending === null ? null : <Progress share={sending} />}
    </div>
  );
}

const Progress = ({ share }: { share: number }) => (
  <div className="grid gap-1.5 text-sm">
    <progress aria-label="Sending the file" value={share} max={1} className="h-1.5 w-full" />
    <p>Sending the file…</p>
  </div>
);

function PrivateSessions({ box }: { box: RefObject<HTMLInputElement | null> }) {
  return (
    <label className="flex items-start gap-2 text-sm leading-6">
      <input ref={box} type="checkbox" className="mt-1 size-4 flex-none accent-accent" />
      <span>
        Include private sessions
        <span className="block text-[0.8125rem] leading-normal text-soft">
          Plays you hid from others; they are skipped otherwise.
        </span>
      </span>
    </label>
  );
}

/** Repeats the change event of a file that was chosen before hydration. */
function useEarlyChoice(files: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    if (files.current?.value) files.current.dispatchEvent(new Event('change', { bubbles: true }));
  }, [files]);
}
