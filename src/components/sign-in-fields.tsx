/** Where the form of a sign-in goes: our own route, which sends the browser on to Spotify. */
export const SIGN_IN_ACTION = '/api/auth/signin/spotify';

/** What the form tells besides: where to go afterwards, and in `tz` the browser's time zone, which a script fills in. */
export function SignInFields() {
  return (
    <>
      <input type="hidden" name="callbackUrl" value="/dashboard" />
      <input type="hidden" name="tz" />
    </>
  );
}
