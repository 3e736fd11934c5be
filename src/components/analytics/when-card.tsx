import { busiestNote, HeatMap } from '@/components/charts/heat-map';
import type { TableLink } from '@/components/charts/table-link';
import { Card } from '@/components/ui/card';
import { localHour } from '@/lib/shared/analytics/range-instants';
import type { PlaysByHour } from '@/lib/shared/analytics/statistics';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { zoneLabel } from '@/lib/shared/time-zone';

interface WhenCardProps {
  activity: PlaysByHour;
  /** Whose plays are counted, where not all are. */
  entity?: Entity;
  now: Date;
  format: ReaderFormat;
  tableLink: TableLink;
  className?: string;
}

/** The hours of the listener's week. */
export const WhenCard = ({ activity, entity, now, format, tableLink, className = '' }: WhenCardProps) => (
  <Card
    id="when"
    title="When you listen"
    note={`${busiestNote(activity, format)}${SEPARATOR}${zoneLabel(activity.timeZone)}`}
    className={className}
  >
    <HeatMap
      activity={activity}
      entity={entity}
      now={localHour(now, activity.timeZone)}
      format={format}
      tableLink={tableLink}
    />
  </Card>
);
