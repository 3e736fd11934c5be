import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSimulator } from './server';

const USAGE = `Usage: main.ts [--port 4321] [--host 127.0.0.1] [--seed 1] [--quota extended|development]
               [--pace lived|live] [--live-since DATE] [--rotation never|always] [--public-url URL]`;

const arguments_ = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4321),
  host: z.string().default('127.0.0.1'),
  seed: z.coerce.number().int().default(1),
  quota: z.enum(['extended', 'development']).default('extended'),
  pace: z.enum(['lived', 'live']).default('lived'),
  rotation: z.enum(['never', 'always']).default('never'),
  'public-url': z.url().optional(),
  'live-since': z.iso
    .datetime({ offset: true })
    .transform((date) => Date.parse(date))
    .optional(),
});

const text = { type: 'string' } as const;
const names = {
  port: text,
  host: text,
  seed: text,
  quota: text,
  pace: text,
  rotation: text,
  'public-url': text,
  'live-since': text,
};

async function main(): Promise<void> {
  const given = arguments_.safeParse(parseArgs({ options: names }).values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n${USAGE}`);
  const { 'public-url': publicUrl, 'live-since': liveSince, ...options } = given.data;
  const running = await startSimulator({
    ...options,
    ...(publicUrl ? { publicUrl } : {}),
    ...(liveSince ? { liveSince } : {}),
  });
  console.log(
    `Spotify simulator: ${running.url} (seed ${options.seed}, ${options.quota} quota, pace ${options.pace})`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
}

main().catch((error: unknown) => {
  console.error(
    `The Spotify simulator could not start. ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
});
