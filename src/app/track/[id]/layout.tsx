import { EntityLayoutOf, type EntityLayoutProps } from '../../entity-layout';

export default function TrackLayout(props: EntityLayoutProps) {
  return <EntityLayoutOf kind="track" {...props} />;
}
