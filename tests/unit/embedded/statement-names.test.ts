import { describe, expect, it } from 'vitest';
import { copyInKind } from '@/lib/db/embedded/copy-in';
import { StatementNames } from '@/lib/db/embedded/statement-names';
import { closeStatement, message } from '@/lib/db/embedded/wire-messages';

describe('statement names', () => {
  it('keep two connections apart in every message that names a statement', () => {
    const names = new StatementNames(7);
    const text = (type: string, payload: string) =>
      names.translate(type, message(type, Buffer.from(payload))).toString('latin1', 5);
    expect(text('P', 'mine\0select 1\0')).toBe('c7_mine\0select 1\0');
    expect(text('B', 'portal\0mine\0rest')).toBe('portal\0c7_mine\0rest');
    expect(text('D', 'Smine\0')).toBe('Sc7_mine\0');
    expect(text('D', 'Pportal\0')).toBe('Pportal\0');
    expect(text('P', '\0select 1\0')).toBe('\0select 1\0');
  });

  it('remember which statements are open, to close them when the client disconnects', () => {
    const names = new StatementNames(3);
    names.translate('P', message('P', Buffer.from('a\0select 1\0')));
    names.translate('P', message('P', Buffer.from('b\0select 2\0')));
    names.translate('C', closeStatement('a'));
    expect(names.open).toEqual(['c3_b']);
  });
});

describe('COPY from the client', () => {
  it.each([
    ['COPY plays FROM STDIN', 'copy'],
    ['copy plays (a, b) from stdin with (format csv);', 'copy'],
    ['SELECT 1; COPY plays FROM STDIN', 'unsupported'],
    ['COPY plays TO STDOUT', 'none'],
    ['SELECT 1', 'none'],
  ])('knows %s for %s', (sql, kind) => {
    expect(copyInKind(sql)).toBe(kind);
  });
});
