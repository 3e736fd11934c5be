import { z } from 'zod';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

const line = z.looseObject({
  level: z.number(),
  time: z.string(),
  msg: z.string().optional(),
  err: z.looseObject({ stack: z.string().optional() }).optional(),
});

/** A line of the log as people read it while they develop: `14:02:11 info request GET /api/stats 200`. */
export function readableLine(json: string): string {
  const { level, time, msg = '', err, ...fields } = line.parse(JSON.parse(json));
  const values = Object.entries(fields).map(([name, value]) => `${name}=${textOf(value)}`);
  const words = [time.slice(11, 19), LEVELS[level] ?? level, msg, ...values].join(' ');
  return err?.stack === undefined ? `${words}\n` : `${words}\n${err.stack}\n`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
