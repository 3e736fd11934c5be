const PROBLEMS: Record<string, string> = {
  AccessDenied:
    'You did not allow access on Spotify’s page, so nothing was connected. Sign in again whenever you like.',
  NotAllowed:
    'Spotify does not let this account use this app. If you run Audiospective yourself: add the account under “User Management” of your app in the Spotify Developer Dashboard, and check that the app owner’s Premium is active. Otherwise ask the site operator.',
  AccountMismatch:
    'This Spotify name already belongs to another account here, so we did not mix the two. Sign in with the account that you used before, or ask the site operator.',
  Misconfigured:
    'Spotify does not accept the client ID and secret of this installation. If you run Audiospective yourself: compare SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET with your app in the Spotify Developer Dashboard, and start again. Otherwise tell the site operator.',
  Unavailable: 'Spotify or our database did not answer. Nothing was changed; please try again in a moment.',
};

/** Why a sign-in failed, in plain words; the code itself is never shown. */
export function SignInProblem({ code }: { code: string }) {
  const text = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : 'Sign-in did not finish. Please try again.';
  return (
    <p role="alert" className="rounded-[10px] border border-bad bg-card px-4 py-3 text-sm">
      <b className="font-[550] text-bad">Not signed in. </b>
      {text}
    </p>
  );
}
