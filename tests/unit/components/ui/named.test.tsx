import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Name } from '@/components/ui/named';

afterEach(cleanup);

const classOf = (name: string) => render(<Name>{name}</Name>).container.querySelector('bdi')?.className;

it('breaks a Korean name between its words, and others as their script does', () => {
  expect(classOf('봄날와 아이들')).toContain('break-keep');
  // Japanese and Chinese have no spaces.
  expect(['プラネタリウム', '麥田計畫', 'Blink'].map(classOf)).toEqual(['', '', '']);
});
