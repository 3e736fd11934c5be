import { plural } from '@/lib/shared/plural';
import type { Examined } from './examine';

const MARKS = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' } as const;

/** The findings as text for people, one a line, each remedy below it; and the sum. */
export function doctorReport(examined: readonly Examined[]): string {
  const width = Math.max(...examined.map(({ check }) => check.length));
  const lines = examined.flatMap(({ check, findings }) =>
    findings.flatMap(({ status, message, remedy }) => [
      `${MARKS[status]} ${check.padEnd(width)}  ${message}`,
      ...(remedy === null ? [] : [`${' '.repeat(width + 11)}→ ${remedy}`]),
    ]),
  );
  const count = (status: string) =>
    examined.flatMap(({ findings }) => findings).filter((finding) => finding.status === status).length;
  return [...lines, '', sumLine(count('problem'), count('warning'))].join('\n');
}

function sumLine(problems: number, warnings: number): string {
  if (problems + warnings === 0) return 'All is well.';
  const parts = [counted(problems, 'problem'), counted(warnings, 'warning')].filter(Boolean);
  return `${parts.join(' and ')}.`;
}

const counted = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${plural(count, word)}`;

/** Whether anything is broken; warnings are not. */
export const hasProblem = (examined: readonly Examined[]): boolean =>
  examined.some(({ findings }) => findings.some(({ status }) => status === 'problem'));
