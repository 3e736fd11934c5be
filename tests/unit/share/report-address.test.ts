import { expect, it } from 'vitest';
import { isReportAddress } from '@/lib/shared/share/report-address';

it.each([
  ['/share/3fQ2pVZ0a8', true],
  ['/share/3fQ2pVZ0a8?theme=dark', true],
  ['/share/newest', true],
  ['/share/new', false],
  ['/share/new?range=30d', false],
  ['/share', false],
  ['/dashboard?next=/share/a', false],
])('%s is the address of a report: %s', (path, isReport) => {
  expect(isReportAddress(path)).toBe(isReport);
});
