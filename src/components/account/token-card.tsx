import { NeedsScripts } from '@/components/shell/needs-scripts';
import { ActionButton } from '@/components/ui/action-button';
import { Card } from '@/components/ui/card';
import { ListRow } from '@/components/ui/list-row';
import { PageLink } from '@/components/ui/page-link';
import type { AccessTokenView } from '@/lib/shared/account/access-token-schema';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { NewTokenForm } from './new-token-form';

interface TokenCardProps {
  tokens: AccessTokenView[];
  format: ReaderFormat;
}

/** The access tokens for programs of the listener: made here, shown once, revoked here. */
export const TokenCard = ({ tokens, format }: TokenCardProps) => (
  <Card
    id="tokens"
    title="Access tokens"
    className={tokens.length === 0 ? 'print:hidden' : ''}
    note="Let your own programs use your archive: a dashboard, a script, an assistant"
  >
    <div className="flex flex-col gap-5">
      <NeedsScripts what="Creating or revoking a token" />
      {tokens.length > 0 ? (
        <ul className="grid">
          {tokens.map((token) => (
            <Token key={token.id} token={token} format={format} />
          ))}
        </ul>
      ) : null}
      <NewTokenForm listed={tokens.map(({ id }) => id)} locale={format.locale} />
      <p className="text-[0.8125rem] text-soft print:hidden">
        The <PageLink href="/developers">page for developers</PageLink> says what a token can do. No token can
        share, remove plays, change settings or delete your account.
      </p>
    </div>
  </Card>
);

function Token({ token, format }: { token: AccessTokenView; format: ReaderFormat }) {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, isEnded } = token;
  const rights = scopes.includes('import') ? 'reads and imports' : 'reads only';
  const used = lastUsedAt === null ? 'never used' : `last used ${format.dayAndTime(lastUsedAt)}`;
  const end = `${isEnded ? 'expired' : 'expires'} ${format.day(expiresAt)}`;
  return (
    <ListRow
      title={<bdi>{name}</bdi>}
      note={[rights, `created ${format.day(createdAt)}`, used, end].join(SEPARATOR)}
    >
      <ActionButton
        method="DELETE"
        path={`/api/user/tokens/${id}`}
        done="Revoked."
        label={`Revoke the token ${name}`}
        inList
      >
        {isEnded ? 'Remove' : 'Revoke'}
      </ActionButton>
    </ListRow>
  );
}
