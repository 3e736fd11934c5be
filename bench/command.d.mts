import type { z } from 'zod';

export function whole(fallback: string): z.ZodType<number, string | undefined>;
export function wholes(fallback: string): z.ZodType<number[], string | undefined>;
export function readArguments<Shape extends z.ZodRawShape>(
  shape: Shape,
  usage: string,
): z.output<z.ZodObject<Shape>>;
export function runBench(main: () => Promise<void>): void;
export function median(values: readonly number[]): number;
