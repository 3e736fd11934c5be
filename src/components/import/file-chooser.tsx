'use client';

import { type ChangeEvent, useId, useState } from 'react';
import { solidButton } from '@/components/ui/button-style';

interface FileChooserProps {
  /** The share of a file that has been sent, from 0 to 1; null while none is. */
  sending: number | null;
  onChoose: (file: File, privateSessions: boolean) => void;
}

/** Chooses a file, and whether private sessions are included. */
export function FileChooser({ sending, onChoose }: FileChooserProps) {
  const [privateSessions, setPrivateSessions] = useState(false);
  const field = useId();
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onChoose(file, privateSessions);
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
          id={field}
          type="file"
          accept=".zip,.json,application/zip,application/json"
          disabled={sending !== null}
          onChange={choose}
          className="sr-only"
        />
      </label>
      <PrivateSessions isChosen={privateSessions} onChange={setPrivateSessions} />
      {sending === null ? null : (
        <progress
          aria-label="Sending the file"
          value={sending}
          max={1}
          className="h-1.5 w-full accent-accent"
        />
      )}
    </div>
  );
}

function PrivateSessions({
  isChosen,
  onChange,
}: {
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
}) {
  return (
    <label className="flex items-start gap-2 text-sm">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-0.5 size-4 flex-none accent-accent"
      />
      Include private sessions
    </label>
  );
}
