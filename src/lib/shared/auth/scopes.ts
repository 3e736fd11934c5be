/** Without it the dashboard has no line about what plays now; listeners who signed in before it was asked for lack it. */
const NOW_PLAYING_SCOPE = 'user-read-currently-playing';

/** What a sign-in asks Spotify for, and why. The sign-in, the landing page and the privacy policy read this list. */
export const SCOPES = [
  {
    scope: 'user-read-recently-played',
    name: 'Your latest plays',
    why: 'this is the archive: what you played, and when',
  },
  {
    scope: NOW_PLAYING_SCOPE,
    name: 'What you are playing now',
    why: 'your dashboard shows it while it is open; it is forgotten after a minute',
  },
  {
    scope: 'user-read-private',
    name: 'Your profile',
    why: 'your Spotify ID and name, so that we recognise you when you sign in again; your country and subscription, which it also allows us to read, are not stored',
  },
  {
    scope: 'user-read-email',
    name: 'Your email address',
    why: 'it is shown on your account page, so that you see which Spotify account you signed in with',
  },
] as const;

/** Whether it was allowed to ask what plays now. `granted`: as Spotify names the scopes, separated by spaces. */
export const allowsNowPlaying = (granted: string | null): boolean =>
  granted?.split(' ').includes(NOW_PLAYING_SCOPE) ?? false;
