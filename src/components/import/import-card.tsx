'use client';

import { Card } from '@/components/ui/card';
import { createReaderFormat } from '@/lib/shared/format';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { FileChooser } from './file-chooser';
import { resultLabel } from './import-labels';
import { ImportList } from './import-list';
import { browserIo, type ImportIo, isImportOver } from './import-request';
import { useImports } from './use-imports';

interface ImportCardProps {
  /** Newest first. */
  imports: ImportJobView[];
  locale: string;
  timeZone: string;
  io?: ImportIo;
}

/** Imports a listening history: chooses a file, shows its progress and the results of earlier imports. */
export function ImportCard({ imports, locale, timeZone, io = browserIo }: ImportCardProps) {
  const format = createReaderFormat({ locale, timeZone });
  const { jobs, sending, refusal, send } = useImports(imports, io);
  const [newest] = jobs;
  const isNew = newest !== undefined && isImportOver(newest) && !imports.some(({ id }) => id === newest.id);
  return (
    <Card
      id="import"
      title="Choose the file"
      note="Spotify’s zip file as it is, or a complete file (JSON) exported here. Importing a file twice adds nothing."
    >
      <div className="grid gap-5">
        <FileChooser
          sending={sending}
          onChoose={(file, privateSessions) => void send(file, privateSessions)}
        />
        <div aria-live="polite" className={refusal ? 'grid gap-0.5 text-sm wrap-anywhere' : 'sr-only'}>
          {refusal ? <Refusal {...refusal} /> : isNew ? resultLabel(newest, format) : ''}
        </div>
        <ImportList imports={jobs} format={format} />
      </div>
    </Card>
  );
}

const Refusal = ({ fileName, message }: { fileName: string; message: string }) => (
  <>
    <p className="font-[550] text-bad">
      <span aria-hidden="true">✕ </span>
      <bdi>{fileName}</bdi> was not imported
    </p>
    <p>{message}</p>
  </>
);
