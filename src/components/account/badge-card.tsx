import { NeedsScripts } from '@/components/shell/needs-scripts';
import { ActionButton } from '@/components/ui/action-button';
import { Card } from '@/components/ui/card';
import type { ReaderFormat } from '@/lib/shared/format';

interface BadgeCardProps {
  /** Null while it is off. */
  url: string | null;
  format: ReaderFormat;
}

/** The public badge: off until the listener turns it on. */
export const BadgeCard = ({ url, format }: BadgeCardProps) => (
  <Card
    id="badge"
    title="Public badge"
    note="A small picture for your website or profile page"
    className={url === null ? 'print:hidden' : ''}
  >
    {url === null ? (
      <div className="grid gap-3">
        <p className="text-sm">
          It shows how much you played in the last {format.count(7, 'day')}, what you played last, or your top
          artist of the last {format.count(30, 'day')}, to anyone who has its address. It is off.
        </p>
        <ActionButton method="POST" path="/api/user/badge" done="The badge is on.">
          Turn the badge on
        </ActionButton>
      </div>
    ) : (
      <Badges url={url} format={format} />
    )}
  </Card>
);

const figures = (format: ReaderFormat) => [
  { show: 'plays', name: `Plays in ${format.count(7, 'day')}` },
  { show: 'last', name: 'Last played' },
  { show: 'artist', name: 'Top artist' },
];

const Badges = ({ url, format }: BadgeCardProps & { url: string }) => (
  <div className="grid gap-4">
    <dl className="grid gap-x-5 gap-y-3 wide:grid-cols-3">
      {figures(format).map(({ show, name }) => (
        <div key={show} className="grid min-w-0 gap-1">
          <dt className="text-[0.8125rem] text-soft">{name}</dt>
          <dd className="grid gap-1.5">
            {/* biome-ignore lint/performance/noImgElement: an SVG of our own, with a size of its own */}
            <img src={`${url}?show=${show}`} alt={name} height={22} className="max-w-full" />
            <Address url={url} show={show} />
          </dd>
        </div>
      ))}
    </dl>
    <div className="flex flex-wrap gap-3">
      <NeedsScripts what="Changing the badge" />
      <ActionButton method="POST" path="/api/user/badge" done="It has a new address." inList>
        New address
      </ActionButton>
      <ActionButton method="DELETE" path="/api/user/badge" done="The badge is off." inList>
        Turn the badge off
      </ActionButton>
    </div>
    <p className="text-[0.8125rem] text-soft">
      A new address ends the old one at once; copies that others keep may show for five more minutes.
    </p>
  </div>
);

/** Breaks before its last part, and where that is still too long before the question mark. */
function Address({ url, show }: { url: string; show: string }) {
  const id = url.lastIndexOf('/') + 1;
  return (
    <code className="rounded-lg border border-edge bg-paper px-2.5 py-1.5 font-mono text-[0.75rem] wrap-anywhere select-all">
      {url.slice(0, id)}
      <wbr />
      {url.slice(id)}
      <wbr />
      {`?show=${show}`}
    </code>
  );
}
