import type { NowPlaying } from '@/lib/shared/archival/now-playing';
import { SECOND } from '@/lib/shared/time';

/** As often as the server asks Spotify. */
const EVERY_MS = 30 * SECOND;

/** The I/O of the line; tests pass their own. */
export interface NowPlayingIo {
  /** The body of an answer. Rejects when there is none, or no success. */
  read(url: string): Promise<unknown>;
  isVisible(): boolean;
  /** Calls back whenever the page is shown or hidden, and every `everyMs` milliseconds, until the returned function is called. */
  onMoment(everyMs: number, callback: () => void): () => void;
}

/** Null while nothing plays. */
export type PlayingTrack = NowPlaying['track'] | 'unknown';

/** Asks what plays while the page is visible; the returned function stops. */
export function followPlaying(io: NowPlayingIo, onTrack: (track: PlayingTrack) => void): () => void {
  let isStopped = false;
  const ask = async () => {
    if (!io.isVisible()) return;
    const track = await io.read('/api/now-playing').then(trackOf, () => 'unknown' as const);
    if (!isStopped) onTrack(track);
  };
  void ask();
  const stopWatching = io.onMoment(EVERY_MS, () => void ask());
  return () => {
    isStopped = true;
    stopWatching();
  };
}

const trackOf = (answer: unknown): PlayingTrack => (isNowPlaying(answer) ? answer.track : 'unknown');

const isNowPlaying = (answer: unknown): answer is NowPlaying =>
  typeof answer === 'object' && answer !== null && 'track' in answer;

export const browserPlaying: NowPlayingIo = {
  read: async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  },
  isVisible: () => document.visibilityState === 'visible',
  onMoment: (everyMs, callback) => {
    const timer = setInterval(callback, everyMs);
    document.addEventListener('visibilitychange', callback);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', callback);
    };
  },
};
