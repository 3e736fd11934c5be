/**
 * Listeners of the demo by the name on the consent page. Without a seeded scenario one starts with the last 50 plays, and
 * one whom the simulator does not know yet is added to it as given.
 */
const hannah = { name: 'Hannah Voss', scenario: 'regular' };
const ada = { name: 'Ada Nwosu', scenario: 'newcomer' };
const ines = { name: 'Inês Carvalho', scenario: 'gap' };
const tom = { name: 'Tom Ashby', scenario: 'quiet' };
const yui = { name: 'Yui Takahashi' };
const walter = { name: 'Walter Lindqvist' };
const noor = {
  name: 'Noor Haddad',
  added: { id: 'silent', displayName: 'Noor Haddad', timeZone: 'Asia/Amman' },
};

const lastYear = new Date().getFullYear() - 1;

/**
 * What is photographed: a page, as one listener or nobody. `act`: what they do there first, see acts.mjs; `state`:
 * see below. Add a line for a new page or state.
 */
export const SHOTS = [
  { name: 'landing', path: '/' },
  { name: 'sign-in-denied', path: '/?error=AccessDenied' },
  { name: 'sign-in-failed', path: '/?error=Callback' },
  { name: 'sign-in-simulator', path: '/', act: 'startSignIn' },
  { name: 'privacy', path: '/privacy' },
  { name: 'terms', path: '/terms' },
  { name: 'developers', path: '/developers' },
  { name: 'offline', path: '/offline' },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'dashboard', path: '/dashboard', as: hannah },
  { name: 'dashboard-today', path: '/dashboard?range=1d', as: hannah },
  { name: 'dashboard-all', path: '/dashboard?range=all', as: hannah },
  { name: 'dashboard-nothing', path: '/dashboard?from=2019-01-01&to=2019-01-31', as: hannah },
  { name: 'dashboard-newcomer', path: '/dashboard', as: ada },
  { name: 'dashboard-newcomer-year', path: '/dashboard?range=1y', as: ada },
  { name: 'dashboard-gap', path: '/dashboard?range=90d', as: ines },
  { name: 'dashboard-new-plays', path: '/dashboard', as: hannah, act: 'hearOfNewPlays' },
  { name: 'dashboard-empty', path: '/dashboard', as: noor },
  { name: 'look-back-empty', path: '/look-back', as: noor },
  { name: 'compare-empty', path: '/compare', as: noor },
  { name: 'top-empty', path: '/top', as: noor },
  { name: 'history-empty', path: '/history', as: noor },
  { name: 'search-never-played', path: '/search', as: noor },
  { name: 'account-empty', path: '/me', as: noor },
  { name: 'look-back', path: '/look-back', as: hannah },
  { name: 'look-back-newcomer', path: '/look-back', as: ada },
  { name: 'compare', path: '/compare', as: hannah },
  { name: 'compare-nothing', path: '/compare?a=30d&b=2016-01-01..2016-12-31', as: hannah },
  { name: 'top-artists', path: '/top', as: hannah },
  { name: 'top-tracks-new', path: '/top?kind=track&range=30d&new=true', as: hannah },
  { name: 'top-albums', path: '/top?kind=album&range=all&by=time', as: hannah },
  { name: 'history', path: '/history', as: hannah },
  { name: 'history-gap', path: '/history', as: ines },
  { name: 'artist', path: '/artist/1', as: hannah },
  { name: 'album', path: '/album/1', as: hannah },
  { name: 'track', path: '/track/1', as: hannah },
  { name: 'search-empty', path: '/search', as: hannah },
  { name: 'search', path: '/search?q=a', as: hannah },
  { name: 'search-nothing', path: '/search?q=zzzzqqq', as: hannah },
  { name: 'import', path: '/import', as: ada },
  { name: 'import-refused', path: '/import', as: yui, act: 'importNothing' },
  { name: 'import-finished', path: '/import', as: yui, act: 'importHistory' },
  { name: 'import-running', path: '/import', as: walter, act: 'importForever' },
  { name: 'account', path: '/me', as: hannah },
  { name: 'account-newcomer', path: '/me', as: ada },
  { name: 'account-all', path: '/me', as: yui, act: 'useEverything' },
  { name: 'account-delete', path: '/me/delete', as: hannah },
  { name: 'account-deleted', path: '/', act: 'deleteAccount' },
  { name: 'year', path: `/year/${lastYear}`, as: hannah },
  { name: 'year-running', path: `/year/${lastYear + 1}`, as: hannah },
  { name: 'year-month', path: `/year/${lastYear}/05`, as: hannah },
  { name: 'year-newcomer', path: `/year/${lastYear + 1}`, as: ada },
  { name: 'share-new-year', path: `/share/new?year=${lastYear}`, as: hannah },
  { name: 'share-new', path: '/share/new', as: hannah },
  { name: 'share-made', path: '/share/new', as: hannah, act: 'makeReport' },
  { name: 'report', path: '/share/new?range=1y', as: hannah, act: 'openReport' },
  { name: 'report-artist', path: '/share/new?kind=artist&id=1', as: hannah, act: 'openReport' },
  { name: 'report-top', path: '/share/new?top=album&range=1y', as: hannah, act: 'openReport' },
  { name: 'report-year', path: `/share/new?year=${lastYear}`, as: hannah, act: 'openReport' },
  { name: 'report-revoked', path: '/share/new', as: hannah, act: 'openRevokedReport' },
  { name: 'report-picture', path: '/share/new?range=1y', as: hannah, act: 'openLinkPicture' },
  { name: 'check', path: '/test', as: hannah },
  { name: 'check-newcomer', path: '/test', as: ada },
  { name: 'dashboard-left-out', path: '/dashboard', as: hannah, state: 'artistLeftOut' },
  { name: 'top-left-out', path: '/top', as: hannah, state: 'artistLeftOut' },
  { name: 'history-left-out', path: '/history', as: hannah, state: 'artistLeftOut' },
  { name: 'artist-left-out', path: '/artist/1', as: hannah, state: 'artistLeftOut' },
  { name: 'account-left-out', path: '/me', as: hannah, state: 'artistLeftOut' },
  { name: 'dashboard-all-left-out', path: '/dashboard', as: hannah, state: 'allLeftOut' },
  { name: 'look-back-all-left-out', path: '/look-back', as: hannah, state: 'allLeftOut' },
  { name: 'compare-all-left-out', path: '/compare', as: hannah, state: 'allLeftOut' },
  { name: 'top-all-left-out', path: '/top', as: hannah, state: 'allLeftOut' },
  { name: 'history-all-left-out', path: '/history', as: hannah, state: 'allLeftOut' },
  { name: 'artist-all-left-out', path: '/artist/1', as: hannah, state: 'allLeftOut' },
  { name: 'search-all-left-out', path: '/search', as: hannah, state: 'allLeftOut' },
  { name: 'account-all-left-out', path: '/me', as: hannah, state: 'allLeftOut' },
  { name: 'reconnect', path: '/dashboard', as: tom, state: 'revoked' },
  { name: 'reconnect-check', path: '/test', as: tom, state: 'revoked' },
  { name: 'failing', path: '/dashboard?range=90d', as: ines, state: 'failing' },
  { name: 'failing-check', path: '/test', as: ines, state: 'failing' },
  { name: 'rate-limited', path: '/dashboard', as: ada, state: 'paused' },
  { name: 'rate-limited-check', path: '/test', as: ada, state: 'paused' },
];

/**
 * How a state is brought about: by what the listener leaves out of statistics, or by a call to the simulator and what the
 * dashboard shows once a sync has met it.
 */
export const STATES = {
  artistLeftOut: { leaveOut: { kind: 'artist', id: 1 } },
  allLeftOut: { leaveOut: { kind: 'span', from: '2008-10-07T00:00:00Z', to: '2099-12-31T00:00:00Z' } },
  revoked: {
    verb: 'revoke',
    body: { listener: 'quiet' },
    shows: 'Spotify is not connected, so no new plays are saved',
  },
  failing: {
    verb: 'faults',
    body: {
      match: { path: 'recently-played', listener: 'gap' },
      fault: { kind: 'server_error' },
      times: 'forever',
    },
    shows: 'Sync paused after errors',
  },
  paused: {
    verb: 'faults',
    body: { match: { path: 'recently-played' }, fault: { kind: 'rate_limited', retryAfterSeconds: 900 } },
    shows: 'Sync paused by Spotify',
  },
};
