import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const LAUNCH = resolve(import.meta.dirname, '../../../scripts/launch');

/** What a command writes that says its progress, on a terminal so wide or into a file. */
function written(stdout: string): string {
  const program = `
    import { say, seededLabel, showProgress } from '${LAUNCH}/project.mjs';
    Object.assign(process.stdout, ${stdout});
    showProgress('Hannah Voss: ' + seededLabel(12_000, 51_135));
    showProgress('Hannah Voss: ' + seededLabel(51_135, 51_135));
    say('Seeded.');
    say('Ready.');`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

describe('the progress of a command', () => {
  it('is one line on a terminal, which the next one overwrites', () => {
    expect(written('{ isTTY: true, columns: 80 }')).toBe(
      '\r\u001B[KHannah Voss: 12,000 of 51,135 plays, 23 %' +
        '\r\u001B[KHannah Voss: 51,135 of 51,135 plays, 100 %' +
        '\r\u001B[KSeeded.\nReady.\n',
    );
  });

  it('is cut where the terminal is narrow, for a line that wraps cannot be overwritten', () => {
    expect(written('{ isTTY: true, columns: 20 }')).toContain('\r\u001B[KHannah Voss: 12,000\r');
  });

  it('is nothing in a log', () => {
    expect(written('{ isTTY: false }')).toBe('Seeded.\nReady.\n');
  });
});
