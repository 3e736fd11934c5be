import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPTS = resolve(import.meta.dirname, '../../../scripts');
const CHANGELOG = `# Changelog

## Unreleased

- Not out yet.

## 1.2.0 (2026-12-01)

- A page more.
- A fault less.

## 1.1.0 (2026-11-01)

- The first.
`;

describe('the notes of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiospective-release-'));
  beforeAll(() => {
    cpSync(SCRIPTS, join(folder, 'scripts'), { recursive: true });
    writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function notes(tag: string, version: string) {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'scripts/release-notes.mjs'), tag],
      { encoding: 'utf8' },
    );
    return { code: status, text: stdout.trim(), error: stderr.trim() };
  }

  it('are the section of the version that the tag and package.json name', () => {
    expect(notes('v1.2.0', '1.2.0')).toMatchObject({ code: 0, text: '- A page more.\n- A fault less.' });
  });

  it('stop a release whose tag, package.json and changelog do not agree', () => {
    expect(notes('v1.2.0', '1.1.0')).toMatchObject({ code: 1, error: expect.stringContaining('1.1.0') });
    expect(notes('v1.2', '1.2')).toMatchObject({ code: 1, error: expect.stringContaining('no section') });
    expect(notes('v1.3.0', '1.3.0')).toMatchObject({ code: 1, error: expect.stringContaining('no section') });
  });
});
