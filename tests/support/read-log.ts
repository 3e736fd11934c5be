import { z } from 'zod';

const lineSchema = z.looseObject({ msg: z.string(), level: z.number() });

type LogLine = z.output<typeof lineSchema>;

/** A stream for a real logger, and the lines that went into it. */
export function readLog(): { log: { write(line: string): void }; lines(...messages: string[]): LogLine[] } {
  const written: LogLine[] = [];
  return {
    log: { write: (line) => written.push(lineSchema.parse(JSON.parse(line))) },
    lines: (...messages) => written.filter(({ msg }) => messages.length === 0 || messages.includes(msg)),
  };
}
