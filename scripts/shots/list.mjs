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

const inSchemes = (width) => ['light', 'dark'].map((scheme) => ({ width, scheme }));

/** How each is photographed unless it says otherwise. */
export const SCREENS = [390, 1440].flatMap(inSchemes);
/** A tablet and a large screen. */
const OTHERS = [820, 2560].flatMap(inSchemes);
/** A4 less its margins. */
const PRINT = [{ width: 720, scheme: 'light', media: 'print' }];

/** What README shows. */
const README = SCREENS.filter(({ width }) => width === 1440).map((screen) => ({ ...screen, height: 1100 }));

const withoutScripts = { javaScriptEnabled: false };
const withServiceWorker = { serviceWorkers: 'allow' };
const american = { locale: 'en-US' };
const german = { locale: 'de-DE' };

/**
 * What is photographed: a page, as one listener or nobody. `act`: what they do there first, see acts.mjs; `state` and
 * `server`: see states.mjs; `options`: of the browser; `status`: of the answer;
 * `isFailing`: errors in the console are what is photographed. Add a line for a new page or state.
 */
export const SHOTS = [
  { name: 'landing', path: '/' },
  { name: 'sign-in-denied', path: '/?error=AccessDenied' },
  { name: 'sign-in-failed', path: '/?error=Callback' },
  { name: 'sign-in-not-allowed', path: '/?error=NotAllowed' },
  { name: 'sign-in-mismatch', path: '/?error=AccountMismatch' },
  { name: 'sign-in-unavailable', path: '/?error=Unavailable' },
  { name: 'private-page', path: '/history' },
  { name: 'sign-in-simulator', path: '/', act: 'startSignIn' },
  { name: 'privacy', path: '/privacy' },
  { name: 'terms', path: '/terms' },
  { name: 'developers', path: '/developers' },
  { name: 'developers-operation', path: '/developers/getApiTopArtists' },
  { name: 'offline', path: '/offline' },
  { name: 'refused', path: '/refused?status=400&field=body.to&back=/me' },
  { name: 'not-found', path: '/no-such-page', status: 404 },
  { name: 'consent', path: '/', server: 'askingForConsent', isScreenOnly: true },
  { name: 'consent-private', path: '/dashboard', as: hannah, server: 'askingForConsent', isScreenOnly: true },
  { name: 'consent-privacy', path: '/privacy#cookies', server: 'askingForConsent', isScreenOnly: true },
  { name: 'unavailable', path: '/dashboard', as: hannah, server: 'withoutDatabase', status: 503 },
  { name: 'unavailable-report', path: '/share/AbCdEfGhIjKl', server: 'withoutDatabase', status: 503 },
  { name: 'whole-fails', path: '/', server: 'askingForConsent', act: 'failWhole', isFailing: true },
  { name: 'readme', path: '/dashboard?range=1y', as: hannah, screens: README, isScreenOnly: true },
  { name: 'dashboard', path: '/dashboard', as: hannah },
  { name: 'dashboard-today', path: '/dashboard?range=1d', as: hannah },
  { name: 'dashboard-all', path: '/dashboard?range=all', as: hannah },
  { name: 'dashboard-nothing', path: '/dashboard?from=2019-01-01&to=2019-01-31', as: hannah },
  { name: 'dashboard-no-range', path: '/dashboard?from=yesterday&to=2024-02-30', as: hannah },
  { name: 'dashboard-other-widths', path: '/dashboard', as: hannah, screens: OTHERS },
  { name: 'dashboard-print', path: '/dashboard', as: hannah, screens: PRINT },
  { name: 'dashboard-american', path: '/dashboard?range=90d', as: hannah, options: american },
  { name: 'dashboard-german', path: '/dashboard?range=90d', as: hannah, options: german },
  { name: 'dashboard-no-scripts', path: '/dashboard', as: hannah, options: withoutScripts },
  { name: 'dashboard-playing', path: '/dashboard', as: hannah, act: 'waitForMusic' },
  {
    name: 'dashboard-offline',
    path: '/dashboard',
    as: hannah,
    act: 'goOffline',
    options: withServiceWorker,
    isFailing: true,
  },
  { name: 'dashboard-newcomer', path: '/dashboard', as: ada },
  { name: 'dashboard-newcomer-year', path: '/dashboard?range=1y', as: ada },
  { name: 'dashboard-gap', path: '/dashboard?range=90d', as: ines },
  { name: 'dashboard-new-plays', path: '/dashboard', as: hannah, act: 'hearOfNewPlays' },
  { name: 'dashboard-empty', path: '/dashboard', as: noor },
  { name: 'dashboard-empty-wide', path: '/dashboard', as: noor, screens: OTHERS },
  { name: 'dashboard-empty-no-scripts', path: '/dashboard', as: noor, options: withoutScripts },
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
  { name: 'top-tracks-all', path: '/top?kind=track&range=all', as: hannah },
  { name: 'top-no-scripts', path: '/top', as: hannah, options: withoutScripts },
  { name: 'history', path: '/history', as: hannah },
  { name: 'history-artist', path: '/history?kind=artist&id=1', as: hannah },
  { name: 'history-day', path: `/history?from=${lastYear}-05-02&to=${lastYear}-05-02`, as: hannah },
  { name: 'history-nothing', path: '/history?from=2019-01-01&to=2019-01-31', as: hannah },
  { name: 'history-remove', path: '/history', as: hannah, act: 'offerRemoval' },
  { name: 'history-leave-out', path: '/history', as: hannah, act: 'offerLeavingOut' },
  { name: 'history-gap', path: '/dashboard', as: ines, act: 'openGap' },
  { name: 'artist', path: '/artist/1', as: hannah },
  { name: 'album', path: '/album/1', as: hannah },
  { name: 'track', path: '/track/1', as: hannah },
  { name: 'track-nothing', path: '/track/1?from=2019-01-01&to=2019-01-31', as: hannah },
  { name: 'artist-never-played', path: '/artist/999999', as: hannah, status: 404 },
  { name: 'year-without-plays', path: '/year/1990', as: hannah, status: 404 },
  { name: 'look-back-wide', path: '/look-back', as: hannah, screens: OTHERS },
  { name: 'search-empty', path: '/search', as: hannah },
  { name: 'search', path: '/search?q=a', as: hannah },
  { name: 'search-nothing', path: '/search?q=zzzzqqq', as: hannah },
  { name: 'search-typo', path: '/search?q=', as: hannah, act: 'searchWithTypo' },
  { name: 'import', path: '/import', as: ada },
  { name: 'import-refused', path: '/import', as: yui, act: 'importNothing', isFailing: true },
  { name: 'import-finished', path: '/import', as: yui, act: 'importHistory' },
  { name: 'look-back-skips', path: '/import', as: yui, act: 'lookBackOnImport' },
  { name: 'import-running', path: '/import', as: walter, act: 'importForever' },
  { name: 'account', path: '/me', as: hannah },
  { name: 'account-reports', path: '/me/reports', as: hannah, act: 'shareSeveral' },
  { name: 'account-print', path: '/me', as: hannah, screens: PRINT },
  { name: 'account-newcomer', path: '/me', as: ada },
  { name: 'account-all', path: '/me', as: yui, act: 'useEverything' },
  { name: 'account-no-scripts', path: '/me', as: hannah, options: withoutScripts },
  { name: 'account-rejected', path: '/me', as: tom, state: 'itemsRejected' },
  { name: 'account-time-zone', path: '/me', as: hannah, act: 'changeTimeZone' },
  { name: 'account-delete', path: '/me/delete', as: hannah },
  { name: 'account-deleted', path: '/', act: 'deleteAccount' },
  { name: 'year', path: `/year/${lastYear}`, as: hannah },
  { name: 'year-running', path: `/year/${lastYear + 1}`, as: hannah },
  { name: 'year-month', path: `/year/${lastYear}/05`, as: hannah },
  { name: 'year-newcomer', path: `/year/${lastYear + 1}`, as: ada },
  { name: 'year-other-widths', path: `/year/${lastYear}`, as: hannah, screens: OTHERS },
  { name: 'year-print', path: `/year/${lastYear}`, as: hannah, screens: PRINT },
  { name: 'share-new-year', path: `/share/new?year=${lastYear}`, as: hannah },
  { name: 'share-new', path: '/share/new', as: hannah },
  { name: 'share-made', path: '/share/new', as: hannah, act: 'makeReport' },
  { name: 'report', path: '/share/new?range=1y', as: hannah, act: 'openReport' },
  { name: 'report-artist', path: '/share/new?kind=artist&id=1', as: hannah, act: 'openReport' },
  { name: 'report-top', path: '/share/new?top=album&range=1y', as: hannah, act: 'openReport' },
  { name: 'report-year', path: `/share/new?year=${lastYear}`, as: hannah, act: 'openReport' },
  { name: 'report-revoked', path: '/share/new', as: hannah, act: 'openRevokedReport' },
  { name: 'report-expired', path: '/share/new', as: tom, act: 'openExpiredReport' },
  { name: 'report-own-print', path: '/share/new?range=1y', as: hannah, act: 'openReport', screens: PRINT },
  { name: 'report-picture', path: '/share/new?range=1y', as: hannah, act: 'openLinkPicture' },
  { name: 'check', path: '/test', as: hannah },
  { name: 'check-newcomer', path: '/test', as: ada },
  { name: 'dashboard-left-out', path: '/dashboard', as: hannah, state: 'artistLeftOut' },
  { name: 'top-left-out', path: '/top', as: hannah, state: 'artistLeftOut' },
  { name: 'history-left-out', path: '/history', as: hannah, state: 'artistLeftOut' },
  { name: 'artist-left-out', path: '/artist/1', as: hannah, state: 'artistLeftOut' },
  { name: 'account-left-out', path: '/me', as: hannah, state: 'artistLeftOut' },
  { name: 'account-following', path: '/me', as: hannah, state: 'figuresFollowing' },
  { name: 'artist-following', path: '/artist/3', as: hannah, state: 'figuresFollowing' },
  { name: 'dashboard-all-left-out', path: '/dashboard', as: hannah, state: 'allLeftOut' },
  { name: 'look-back-all-left-out', path: '/look-back', as: hannah, state: 'allLeftOut' },
  { name: 'compare-all-left-out', path: '/compare', as: hannah, state: 'allLeftOut' },
  { name: 'top-all-left-out', path: '/top', as: hannah, state: 'allLeftOut' },
  { name: 'history-all-left-out', path: '/history', as: hannah, state: 'allLeftOut' },
  { name: 'artist-all-left-out', path: '/artist/1', as: hannah, state: 'allLeftOut' },
  { name: 'search-all-left-out', path: '/search', as: hannah, state: 'allLeftOut' },
  { name: 'account-all-left-out', path: '/me', as: hannah, state: 'allLeftOut' },
  {
    name: 'busy',
    path: '/top?from=2024-02-03&to=2024-02-09',
    as: ada,
    state: 'busy',
    status: 500,
    isFailing: true,
  },
  { name: 'page-fails', path: '/me', as: ada, state: 'pageFails', status: 500, isFailing: true },
  { name: 'report-fails', path: '/share/AbCdEfGhIjKl', state: 'pageFails', status: 500, isFailing: true },
  { name: 'frame-fails', path: '/history', as: ada, state: 'frameFails', status: 500, isFailing: true },
  { name: 'ending-month', path: '/dashboard?range=90d', as: ines, state: 'endingInAMonth' },
  { name: 'ending-week', path: '/dashboard?range=90d', as: ines, state: 'endingInAWeek' },
  { name: 'ending-week-check', path: '/test', as: ines, state: 'endingInAWeek' },
  { name: 'ending-day', path: '/dashboard?range=90d', as: ines, state: 'endingInADay' },
  { name: 'reconnect', path: '/dashboard', as: tom, state: 'revoked' },
  { name: 'reconnect-check', path: '/test', as: tom, state: 'revoked' },
  { name: 'reconnect-account', path: '/me', as: tom, state: 'revoked' },
  { name: 'failing', path: '/dashboard?range=90d', as: ines, state: 'failing' },
  { name: 'failing-check', path: '/test', as: ines, state: 'failing' },
  { name: 'rate-limited', path: '/dashboard', as: ada, state: 'paused' },
  { name: 'rate-limited-check', path: '/test', as: ada, state: 'paused' },
  { name: 'rate-limited-account', path: '/me', as: ada, state: 'paused' },
  { name: 'disconnected', path: '/dashboard', as: ada, state: 'disconnected' },
  { name: 'disconnected-check', path: '/test', as: ada, state: 'disconnected' },
  { name: 'disconnected-account', path: '/me', as: ada, state: 'disconnected' },
];
