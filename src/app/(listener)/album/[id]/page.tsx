import { EntityPageOf, type EntityRoute, entityMetadata } from '../../../entity-page';

export const generateMetadata = (route: EntityRoute) => entityMetadata('album', route);

export default function AlbumPage(route: EntityRoute) {
  return <EntityPageOf kind="album" route={route} />;
}
