/** What a sign-in asks Spotify for, and why. The sign-in, the landing page and the privacy policy read this list. */
export const SCOPES = [
  {
    scope: 'user-read-recently-played',
    name: 'Your latest plays',
    why: 'this is the archive: what you played, and when',
  },
  {
    scope: 'user-read-private',
    name: 'Your profile',
    why: 'your Spotify id and name, so that we recognise you when you sign in again',
  },
  {
    scope: 'user-read-email',
    name: 'Your e-mail address',
    why: 'it is shown on your account page, so that you see which Spotify account you signed in with',
  },
] as const;
