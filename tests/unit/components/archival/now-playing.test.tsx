import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { NowPlayingIo } from '@/components/archival/now-playing-io';
import { NowPlayingLine } from '@/components/archival/now-playing-line';

afterEach(cleanup);

const track = { spotifyId: 'abc', name: 'Night drive', artists: ['Ida', 'Bo'], imageUrl: null };

/** A page that the test shows, hides and lets time pass on, and a server that answers in turn. */
function openPage(answers: (() => unknown)[]) {
  let isVisible = true;
  let moment = () => {};
  let asked = 0;
  const io: NowPlayingIo = {
    read: async () => {
      asked += 1;
      return answers.shift()?.();
    },
    isVisible: () => isVisible,
    onMoment: (_ms, callback) => {
      moment = callback;
      return () => {
        moment = () => {};
      };
    },
  };
  const later = async (visible = true) => {
    isVisible = visible;
    await act(async () => moment());
  };
  return { io, later, asked: () => asked };
}

const text = () => screen.getByRole('region', { name: 'Now playing' }).textContent;

describe('what plays now', () => {
  it('is shown with its artists and a way to it, and keeps its place when it ends', async () => {
    const page = openPage([() => ({ track }), () => ({ track: null })]);
    await act(async () => void render(<NowPlayingLine io={page.io} />));
    expect(text()).toContain('Night driveIda, Bo');
    expect(screen.getByRole('link', { name: 'Night drive' }).getAttribute('href')).toBe(
      'https://open.spotify.com/track/abc',
    );
    await page.later();
    expect(text()).toBe('NowNothing is playing.');
  });

  it('says that it is being asked until there is an answer', async () => {
    const page = openPage([() => new Promise(() => {})]);
    await act(async () => void render(<NowPlayingLine io={page.io} />));
    expect(text()).toBe('NowAsking Spotify…');
  });

  it('is not asked while the page is hidden, and a failure says neither that something plays nor that nothing does', async () => {
    const fail = () => {
      throw new TypeError('Failed to fetch');
    };
    const page = openPage([() => ({ track }), fail, () => 'odd']);
    await act(async () => void render(<NowPlayingLine io={page.io} />));
    await page.later(false);
    expect(page.asked()).toBe(1);
    await page.later();
    expect(text()).toBe('NowSpotify could not be asked just now.');
    await page.later();
    expect([page.asked(), text()]).toEqual([3, 'NowSpotify could not be asked just now.']);
  });
});
