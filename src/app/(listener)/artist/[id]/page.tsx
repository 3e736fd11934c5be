import { EntityPageOf, type EntityRoute, entityMetadata } from '../../../entity-page';

export const generateMetadata = (route: EntityRoute) => entityMetadata('artist', route);

export default function ArtistPage(route: EntityRoute) {
  return <EntityPageOf kind="artist" route={route} />;
}
