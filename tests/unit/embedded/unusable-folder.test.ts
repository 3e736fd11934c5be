import { describe, expect, it } from 'vitest';
import { whyUnusable } from '@/lib/db/embedded/cluster';
import { openDataFolder } from '@/lib/db/embedded/data-folder';

describe('a database that cannot be opened', () => {
  const folder = openDataFolder('data');

  it('asks for room on a full disk, not for a backup', () => {
    const text = whyUnusable(folder, { name: 'ErrnoError', errno: 51 });
    expect(text).toMatch(/^The database in .*data\/cluster can't be opened: the disk is full\. Make room/);
    expect(text).not.toContain('backup');
  });

  it('names any other reason, and where the backups are', () => {
    expect(whyUnusable(folder, { errno: 29 })).toContain(
      'can\'t be opened: {"errno":29}. Nothing was changed',
    );
    expect(whyUnusable(folder, new Error('torn'))).toMatch(/: torn\. .*Restore a backup from .*backups\.$/);
  });
});
