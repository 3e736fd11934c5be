import { LegalLinks } from '@/components/legal/legal-links';
import { Brand } from '@/components/ui/brand';
import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import { SkipLink } from '@/components/ui/skip-link';
import { DELETION_PHRASE, PERSONAL_DATA, type PersonalDataKind } from '@/lib/shared/account/personal-data';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';
import { DeleteAccountForm } from './delete-account-form';

interface DeletionViewProps {
  name: string;
  rows: Record<PersonalDataKind, number>;
  format: ReaderFormat;
}

/** Confirms a deletion: what will be deleted, what to do first, and the phrase to type. */
export function DeletionView({ name, rows, format }: DeletionViewProps) {
  return (
    <div className="mx-auto grid min-h-dvh max-w-[760px] grid-rows-[auto_1fr_auto] gap-6 px-[18px] py-5 two:py-8">
      <SkipLink />
      <header>
        <Brand href="/dashboard" />
      </header>
      <main id="content" tabIndex={-1} className="grid min-w-0 content-start gap-4 outline-none two:gap-5">
        <DeleteAccountForm phrase={DELETION_PHRASE} locale={format.locale}>
          <PageTitle title="Delete account">
            This permanently deletes the archive of <bdi>{name}</bdi>. It cannot be undone: Spotify remembers
            only the last {format.count(REMEMBERED_PLAYS, 'play')}.
          </PageTitle>
          <Card id="goes" title="What will be deleted">
            <DeletedData rows={rows} format={format} />
          </Card>
          <Card id="before" title="Before you do">
            <p className="text-sm">
              Export your plays: the file is readable without this software and can be imported again.
            </p>
            <p className="mt-4 flex flex-wrap gap-3">
              <a href="/api/export?format=json" className={outlineButton}>
                Complete file (JSON)
              </a>
              <PageLink href="/me#export" className={outlineButton}>
                Other exports
              </PageLink>
            </p>
          </Card>
        </DeleteAccountForm>
      </main>
      <footer className="border-t border-line pt-4">
        <LegalLinks />
      </footer>
    </div>
  );
}

function DeletedData({ rows, format }: Pick<DeletionViewProps, 'rows' | 'format'>) {
  return (
    <>
      <dl className="grid gap-3 text-sm">
        {PERSONAL_DATA.filter(({ kind }) => rows[kind] > 0).map(({ kind, name, what }) => (
          <div key={kind} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4">
            <dt className="font-[550]">{name}</dt>
            <dd className="text-right">{kind === 'account' ? '' : format.number(rows[kind])}</dd>
            <dd className="col-span-2 text-soft first-letter:uppercase">{what}.</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-soft">
        Names and pictures of artists, albums and tracks stay: they are shared by all users and contain
        nothing about you. Your Spotify account is not affected.
      </p>
    </>
  );
}
