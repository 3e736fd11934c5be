import { EntityPage } from '@/lib/shared/catalogue/entity-page';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { EntityQuery } from '@/services/analytics/analytics-query';
import { requireEntityPage } from '@/services/catalogue/entity-page';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    {
      summary: 'One artist, album or track: its plays over time, albums of an artist, tracks of an album',
      query: EntityQuery,
      answer: EntityPage,
      errors: [404],
    },
    (deps, user, asked) => requireEntityPage(deps, user, asked),
  ),
});
