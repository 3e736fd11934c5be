import { describe, expect, it } from 'vitest';
import { pageName } from '@/components/shell/pages';
import { refusalLabel } from '@/components/shell/refusal-labels';
import { problemOf } from '@/lib/error-handler';
import { refusalAddress } from '@/middleware/refused-form';

const form = new Request('https://music.example/api/user/counts-from', {
  headers: {
    'sec-fetch-dest': 'document',
    'sec-fetch-site': 'same-origin',
    referer: 'https://music.example/me',
  },
});

describe('a form that is refused', () => {
  it('is led to the page that says so, with the field that was wrong', () => {
    expect(refusalAddress(form, problemOf('VALIDATION_ERROR', 'any words', 'r', 'body.seconds'))).toBe(
      '/refused?status=400&field=body.seconds&back=%2Fme',
    );
    expect(refusalAddress(form, problemOf('NOT_FOUND', 'any words', 'r'))).toBe(
      '/refused?status=404&back=%2Fme',
    );
  });

  it('names the field as its form does, and none that only an address could have named', () => {
    expect(refusalLabel(400, 'body.title')).toMatch(/^We can’t use what you entered for “Title”\./);
    const unnamed = refusalLabel(400);
    expect(unnamed).toMatch(/^We can’t use one of the values you entered\. Nothing was changed\./);
    expect(['Send us money', 'toString', '__proto__'].map((field) => refusalLabel(400, field))).toEqual([
      unnamed,
      unnamed,
      unnamed,
    ]);
    expect(refusalLabel(404, 'body.title')).toBe('This is no longer there.');
  });

  it('names the page to go back to where the navigation does', () => {
    expect(['/me?cursor=a', '/history', '/track/1'].map(pageName)).toEqual([
      'Account',
      'History',
      'the page',
    ]);
  });
});
