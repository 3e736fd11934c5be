import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { CoverArt } from '@/components/ui/cover-art';
import { CoverFallback } from '@/components/ui/cover-fallback';

afterEach(cleanup);

const show = (imageUrl: string | null) =>
  render(
    <>
      <CoverArt imageUrl={imageUrl} name="blink" />
      <CoverFallback />
    </>,
  ).container;

describe('a cover', () => {
  it.each([
    [44, 'rounded-art'],
    [220, 'rounded-art-large'],
  ])('of %i pixels has the corners that Spotify asks for', (size, corners) => {
    for (const imageUrl of ['https://i.scdn.co/image/ab67', null]) {
      const { container } = render(<CoverArt imageUrl={imageUrl} name="blink" size={size} />);
      expect(container.firstElementChild?.classList).toContain(corners);
    }
  });

  it('that fails is asked for at each of Spotify’s hosts, then its letter stands there', () => {
    const image = show('https://i.scdn.co/image/ab67').querySelector('img');
    const seen = [];
    for (let failures = 0; failures < 5 && image; failures += 1) {
      seen.push(image.src.slice(0, 60));
      fireEvent.error(image);
    }
    expect(seen.slice(0, 3)).toEqual([
      'https://i.scdn.co/image/ab67',
      'https://image-cdn-fa.spotifycdn.com/image/ab67',
      'https://image-cdn-ak.spotifycdn.com/image/ab67',
    ]);
    expect(decodeURIComponent(image?.src ?? '')).toMatch(/^data:image\/svg\+xml,<svg .*>B<\/text><\/svg>$/);
    expect(seen[4]).toBe(seen[3]);
  });

  it.each([
    null,
    '',
    'https://evil.example/image/a.png',
    'http://i.scdn.co/image/a',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
  ])('is its letter and no picture for the address %j', (imageUrl) => {
    const container = show(imageUrl);
    expect(container.querySelector('img')).toBeNull();
    expect(container.textContent).toBe('B');
  });

  it('of the simulator is shown from its loopback address', () => {
    const image = show('http://127.0.0.1:4321/image/a?size=300').querySelector('img');
    expect(image?.src).toBe('http://127.0.0.1:4321/image/a?size=300');
  });
});
