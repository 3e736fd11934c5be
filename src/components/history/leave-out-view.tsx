import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { ListRow } from '@/components/ui/list-row';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Exclusion, ExclusionChoice } from '@/lib/shared/history/exclusion';
import { exclusionMeaning, exclusionTitle } from './exclusion-labels';

interface LeaveOutViewProps {
  name: string;
  /** When the play ended, ISO 8601 UTC. */
  playedAt: string;
  leftOutBy: Exclusion[];
  choices: ExclusionChoice[];
  format: ReaderFormat;
}

/** What can be left out of statistics beside a play, each with its own button; what leaves it out can be undone. */
export const LeaveOutView = ({ name, playedAt, leftOutBy, choices, format }: LeaveOutViewProps) => (
  <>
    <PageTitle title="Leave out of statistics">
      “<bdi>{name}</bdi>”, {format.dayAndTime(playedAt)}. Plays you leave out stay in your archive and in
      every export, but do not count. You can undo this at any time, here and on your{' '}
      <PageLink href="/me#exclusions">account page</PageLink>.
    </PageTitle>
    {leftOutBy.length > 0 ? (
      <Card id="left-out-by" title="This play is left out by">
        <ul className="grid">
          {leftOutBy.map((exclusion) => (
            <LeftOutBy key={exclusion.id} exclusion={exclusion} format={format} />
          ))}
        </ul>
      </Card>
    ) : null}
    <Card id="choices" title={leftOutBy.length > 0 ? 'Leave out more' : 'What to leave out'}>
      <ul className="grid">
        {choices.map((choice) => (
          <Choice key={JSON.stringify(choice)} choice={choice} format={format} />
        ))}
      </ul>
    </Card>
  </>
);

function LeftOutBy({ exclusion, format }: { exclusion: Exclusion; format: ReaderFormat }) {
  const title = exclusionTitle(exclusion, format);
  return (
    <ListRow title={<bdi>{title}</bdi>} note={exclusionMeaning(exclusion, format)}>
      <form method="post" action={`/api/exclusions/${exclusion.id}/undo`}>
        <button type="submit" aria-label={`Undo: ${title}`} className={outlineButton}>
          Undo
        </button>
      </form>
    </ListRow>
  );
}

function Choice({ choice, format }: { choice: ExclusionChoice; format: ReaderFormat }) {
  const title = titleOf(choice, format);
  return (
    <ListRow title={<bdi>{title}</bdi>} note={MEANINGS[meaningOf(choice)]}>
      <form method="post" action="/api/exclusions">
        {Object.entries(fieldsOf(choice)).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <button type="submit" aria-label={`Leave out: ${title}`} className={outlineButton}>
          Leave out
        </button>
      </form>
    </ListRow>
  );
}

function titleOf(choice: ExclusionChoice, format: ReaderFormat): string {
  if (choice.kind === 'playlist') return choice.uri.endsWith(':collection') ? 'Liked songs' : 'The playlist';
  if (choice.kind !== 'span') return choice.name;
  return choice.of === 'day' ? format.day(choice.from) : format.range(choice.from, choice.to);
}

const MEANINGS = {
  track: 'Track: all its plays, of every release',
  artist: 'Artist: every track that credits them',
  album: 'Album: all plays from it',
  playlist: 'All plays that were started from there',
  session: 'The session: the plays around this one',
  day: 'The whole day',
} as const;

const meaningOf = (choice: ExclusionChoice): keyof typeof MEANINGS =>
  choice.kind === 'span' ? choice.of : choice.kind;

function fieldsOf(choice: ExclusionChoice): Record<string, string> {
  if (choice.kind === 'playlist') return { kind: choice.kind, uri: choice.uri };
  if (choice.kind === 'span') return { kind: choice.kind, from: choice.from, to: choice.to };
  return { kind: choice.kind, id: String(choice.id) };
}
