import * as activity from '@/app/api/activity/route';
import * as analyticsDiscovery from '@/app/api/analytics/discovery/route';
import * as analyticsDiversity from '@/app/api/analytics/diversity/route';
import * as analyticsForgotten from '@/app/api/analytics/forgotten/route';
import * as analyticsGenresOverTime from '@/app/api/analytics/genres-over-time/route';
import * as analyticsMilestones from '@/app/api/analytics/milestones/route';
import * as analyticsSessions from '@/app/api/analytics/sessions/route';
import * as analyticsSkips from '@/app/api/analytics/skips/route';
import * as analyticsStreaks from '@/app/api/analytics/streaks/route';
import * as analyticsTrends from '@/app/api/analytics/trends/route';
import * as analyticsYearPicture from '@/app/api/analytics/year/picture/route';
import * as analyticsYear from '@/app/api/analytics/year/route';
import * as archiveEvents from '@/app/api/archive/events/route';
import * as archive from '@/app/api/archive/route';
import * as authNextauth from '@/app/api/auth/[...nextauth]/route';
import * as badgeBadgeId from '@/app/api/badge/[badgeId]/route';
import * as cacheClear from '@/app/api/cache/clear/route';
import * as calendar from '@/app/api/calendar/route';
import * as compare from '@/app/api/compare/route';
import * as comparison from '@/app/api/comparison/route';
import * as cronArchive from '@/app/api/cron/archive/route';
import * as cspReport from '@/app/api/csp-report/route';
import * as entity from '@/app/api/entity/route';
import * as exclusionsIdUndo from '@/app/api/exclusions/[id]/undo/route';
import * as exclusions from '@/app/api/exclusions/route';
import * as exports from '@/app/api/export/route';
import * as gaps from '@/app/api/gaps/route';
import * as genres from '@/app/api/genres/route';
import * as healthLive from '@/app/api/health/live/route';
import * as healthReady from '@/app/api/health/ready/route';
import * as health from '@/app/api/health/route';
import * as importIdEvents from '@/app/api/import/[id]/events/route';
import * as imports from '@/app/api/import/route';
import * as mcp from '@/app/api/mcp/route';
import * as metrics from '@/app/api/metrics/route';
import * as nowPlaying from '@/app/api/now-playing/route';
import * as onThisDay from '@/app/api/on-this-day/route';
import * as queueArchiveBatch from '@/app/api/queue/archive-batch/route';
import * as queueArchiveUser from '@/app/api/queue/archive-user/route';
import * as queueCheckExclusions from '@/app/api/queue/check-exclusions/route';
import * as queueEnrichArtists from '@/app/api/queue/enrich-artists/route';
import * as queueImport from '@/app/api/queue/import/route';
import * as queueLookUpTracks from '@/app/api/queue/look-up-tracks/route';
import * as queueMusicbrainzGenres from '@/app/api/queue/musicbrainz-genres/route';
import * as queueRebuildDays from '@/app/api/queue/rebuild-days/route';
import * as recentPlays from '@/app/api/recent-plays/route';
import * as rejectedItems from '@/app/api/rejected-items/route';
import * as removalsIdUndo from '@/app/api/removals/[id]/undo/route';
import * as removals from '@/app/api/removals/route';
import * as search from '@/app/api/search/route';
import * as sharePicture from '@/app/api/share/picture/route';
import * as share from '@/app/api/share/route';
import * as stats from '@/app/api/stats/route';
import * as summary from '@/app/api/summary/route';
import * as topAlbums from '@/app/api/top-albums/route';
import * as topArtists from '@/app/api/top-artists/route';
import * as topTracks from '@/app/api/top-tracks/route';
import * as tracksIdSeparate from '@/app/api/tracks/[id]/separate/route';
import * as userBadge from '@/app/api/user/badge/route';
import * as userCountsFrom from '@/app/api/user/counts-from/route';
import * as userDelete from '@/app/api/user/delete/route';
import * as userDisconnect from '@/app/api/user/disconnect/route';
import * as user from '@/app/api/user/route';
import * as userSessionsId from '@/app/api/user/sessions/[id]/route';
import * as userSessions from '@/app/api/user/sessions/route';
import * as userTimeZone from '@/app/api/user/time-zone/route';
import * as userTokensId from '@/app/api/user/tokens/[id]/route';
import * as userTokens from '@/app/api/user/tokens/route';
import type { ApiRoutes } from '@/app/openapi-document';
import * as shareShareIdImagePng from '@/app/share/[shareId]/image.png/route';

/** Every route of the API, as its description groups them; a test holds this against the files. */
export const apiRoutes: ApiRoutes = {
  Statistics: {
    '/api/stats': stats,
    '/api/summary': summary,
    '/api/comparison': comparison,
    '/api/compare': compare,
    '/api/on-this-day': onThisDay,
    '/api/top-artists': topArtists,
    '/api/top-albums': topAlbums,
    '/api/top-tracks': topTracks,
    '/api/entity': entity,
    '/api/genres': genres,
    '/api/activity': activity,
    '/api/calendar': calendar,
    '/api/analytics/trends': analyticsTrends,
    '/api/analytics/streaks': analyticsStreaks,
    '/api/analytics/discovery': analyticsDiscovery,
    '/api/analytics/diversity': analyticsDiversity,
    '/api/analytics/sessions': analyticsSessions,
    '/api/analytics/forgotten': analyticsForgotten,
    '/api/analytics/milestones': analyticsMilestones,
    '/api/analytics/skips': analyticsSkips,
    '/api/analytics/genres-over-time': analyticsGenresOverTime,
    '/api/analytics/year': analyticsYear,
    '/api/analytics/year/picture': analyticsYearPicture,
    '/api/cache/clear': cacheClear,
  },
  History: {
    '/api/recent-plays': recentPlays,
    '/api/gaps': gaps,
    '/api/search': search,
    '/api/removals': removals,
    '/api/removals/[id]/undo': removalsIdUndo,
    '/api/exclusions': exclusions,
    '/api/exclusions/[id]/undo': exclusionsIdUndo,
    '/api/tracks/[id]/separate': tracksIdSeparate,
  },
  Archive: {
    '/api/archive': archive,
    '/api/archive/events': archiveEvents,
    '/api/now-playing': nowPlaying,
    '/api/rejected-items': rejectedItems,
    '/api/export': exports,
    '/api/import': imports,
    '/api/import/[id]/events': importIdEvents,
  },
  Assistants: { '/api/mcp': mcp },
  Sharing: {
    '/api/badge/[badgeId]': badgeBadgeId,
    '/api/share': share,
    '/api/share/picture': sharePicture,
    '/share/[shareId]/image.png': shareShareIdImagePng,
  },
  Account: {
    '/api/user': user,
    '/api/user/time-zone': userTimeZone,
    '/api/user/counts-from': userCountsFrom,
    '/api/user/sessions': userSessions,
    '/api/user/sessions/[id]': userSessionsId,
    '/api/user/badge': userBadge,
    '/api/user/tokens': userTokens,
    '/api/user/tokens/[id]': userTokensId,
    '/api/user/disconnect': userDisconnect,
    '/api/user/delete': userDelete,
    '/api/auth/[...nextauth]': authNextauth,
  },
  Operation: {
    '/api/health': health,
    '/api/health/live': healthLive,
    '/api/health/ready': healthReady,
    '/api/metrics': metrics,
    '/api/csp-report': cspReport,
  },
  Queue: {
    '/api/cron/archive': cronArchive,
    '/api/queue/archive-batch': queueArchiveBatch,
    '/api/queue/archive-user': queueArchiveUser,
    '/api/queue/check-exclusions': queueCheckExclusions,
    '/api/queue/enrich-artists': queueEnrichArtists,
    '/api/queue/import': queueImport,
    '/api/queue/look-up-tracks': queueLookUpTracks,
    '/api/queue/musicbrainz-genres': queueMusicbrainzGenres,
    '/api/queue/rebuild-days': queueRebuildDays,
  },
};

/** What one has to know of a group before its operations. */
export const apiNotes: Record<string, string> = {
  Statistics: 'What was played most, when, and for how long.',
  History: 'The plays themselves, and what is taken out of them or of their statistics.',
  Archive: 'Syncs with Spotify, exports and imports.',
  Assistants: 'For an assistant that is to answer questions about your listening.',
  Sharing: 'Reports and a badge that anyone with their address can see.',
  Account: 'Settings, sessions and tokens.',
  Operation: 'For the operator of this installation.',
  Queue: 'The server’s own work, called by its queue alone.',
};
