import { EntityLayoutOf, type EntityLayoutProps } from '../../entity-layout';

export default function ArtistLayout(props: EntityLayoutProps) {
  return <EntityLayoutOf kind="artist" {...props} />;
}
