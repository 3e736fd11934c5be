import { playsHref } from '@/components/shell/page-links';
import { Card, GROWING_LIST } from '@/components/ui/card';
import { CoverArt } from '@/components/ui/cover-art';
import { Named } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import type { Milestones } from '@/lib/shared/analytics/look-back-schema';
import { nextMilestone, TRACK_MILESTONE } from '@/lib/shared/analytics/milestones';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import type { NamedText } from '@/lib/shared/named-text';
import { ordinal } from '@/lib/shared/plural';

type Milestone = Milestones['milestones'][number];

interface MilestonesCardProps {
  milestones: Milestone[];
  /** How many plays count. */
  plays: number;
  format: ReaderFormat;
}

/** Round numbers, the latest first; each leads to its very play. */
export function MilestonesCard({ milestones, plays, format }: MilestonesCardProps) {
  if (milestones.length === 0) return null;
  return (
    <Card
      id="milestones"
      title="Milestones"
      note={noteOf(milestones, plays, format)}
      className={GROWING_LIST}
    >
      <ul className={`grid gap-3 ${milestones.length > FEW ? 'grow' : ''}`}>
        {milestones.map((milestone) => (
          <MilestoneRow
            key={`${milestone.of} ${milestone.playedAt} ${milestone.number}`}
            milestone={milestone}
            format={format}
          />
        ))}
      </ul>
    </Card>
  );
}

/** In a card that is stretched the rows share what is left, but so few would stand far apart. */
const FEW = 4;

/** "92 more plays to your 100th." And which tracks are listed, where there may be others. */
function noteOf(milestones: Milestone[], plays: number, { number, count }: ReaderFormat): string | undefined {
  const next = nextMilestone(plays);
  const { number: nth, limit } = TRACK_MILESTONE;
  const sentences = [
    ...(next === null ? [] : [`${count(next - plays, 'more play')} to your ${ordinal(next, number(next))}.`]),
    ...(milestones.filter(({ of }) => of === 'track').length === limit
      ? [`Of the tracks you played ${number(nth)} times or more, the ${number(limit)} that only just were.`]
      : []),
  ];
  return sentences.join(' ') || undefined;
}

function MilestoneRow({ milestone, format }: { milestone: Milestone; format: ReaderFormat }) {
  const { of, number, playedAt, track } = milestone;
  const entity = { kind: 'release', id: track.id } as const;
  const names = [...(of === 'track' ? [] : [track.name]), ...track.artists.slice(0, 1)];
  return (
    <li className="grid grid-cols-[44px_minmax(0,1fr)] items-center gap-3">
      <CoverArt imageUrl={track.imageUrl} name={track.name} />
      <span className="grid min-w-0 leading-[1.35]">
        <PageLink
          href={playsHref({ entity, at: playedAt })}
          className="line-clamp-2 leading-6 font-[550] wrap-anywhere no-underline hover:underline"
        >
          <Named text={titleOf({ of, number, track }, format)} />
        </PageLink>
        <span className="line-clamp-2 text-[0.8125rem] text-soft wrap-anywhere">
          <time dateTime={playedAt}>{format.day(playedAt)}</time>
          <Named text={names.flatMap((name) => [SEPARATOR, { name }])} />
        </span>
      </span>
    </li>
  );
}

/** "Your 10,000th play", "1,000 hours", "100th play of Blink" */
function titleOf({ of, number, track }: Omit<Milestone, 'playedAt'>, format: ReaderFormat): NamedText {
  if (of === 'hours') return [`${format.number(number)} hours`];
  const nth = ordinal(number, format.number(number));
  if (of === 'track') return [`${nth} play of `, { name: track.name }];
  return [number === 1 ? 'Your first play' : `Your ${nth} play`];
}
