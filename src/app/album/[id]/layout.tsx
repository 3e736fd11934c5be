import { EntityLayoutOf, type EntityLayoutProps } from '../../entity-layout';

export default function AlbumLayout(props: EntityLayoutProps) {
  return <EntityLayoutOf kind="album" {...props} />;
}
