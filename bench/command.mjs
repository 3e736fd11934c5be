import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A whole number, also several with commas; `fallback` where it is not given. */
export const whole = (fallback) => z.string().regex(/^\d+$/).default(fallback).transform(Number);
export const wholes = (fallback) =>
  z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .default(fallback)
    .transform((text) => text.split(',').map(Number));

/** What the command line gives for these options; throws, with how it is called, for what they do not take. */
export function readArguments(shape, usage) {
  const options = Object.fromEntries(Object.keys(shape).map((name) => [name, { type: 'string' }]));
  const given = z.object(shape).safeParse(parseArgs({ options }).values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${usage}`);
  return given.data;
}

/** Runs a benchmark; one that fails says why, and ends with exit code 1. */
export function runBench(main) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

export const median = (values) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
