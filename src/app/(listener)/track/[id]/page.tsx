import { EntityPageOf, type EntityRoute, entityMetadata } from '../../../entity-page';

export const generateMetadata = (route: EntityRoute) => entityMetadata('track', route);

export default function TrackPage(route: EntityRoute) {
  return <EntityPageOf kind="track" route={route} />;
}
