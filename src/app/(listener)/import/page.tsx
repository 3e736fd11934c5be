import type { Metadata } from 'next';
import { ImportCard } from '@/components/import/import-card';
import { ImportSteps } from '@/components/import/import-steps';
import { PageTitle } from '@/components/ui/page-title';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { requireUser } from '@/middleware/session';
import { listImports } from '@/services/import-service';
import { readerFormat } from '../../reader';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportPage() {
  const user = await requireUser();
  const [imports, format] = await Promise.all([listImports(deps(), user.id), readerFormat()]);
  return (
    <>
      <PageTitle title="Import your history">
        Ask Spotify, and it sends you everything you ever played. Import that, and your archive begins with
        your very first play.
      </PageTitle>
      <div className="grid gap-4 two:gap-5 wide:grid-cols-2 has-[#import_ul]:items-start">
        <ImportSteps appUrl={env().appUrl} now={deps().clock.now()} format={format} />
        <ImportCard imports={imports} locale={format.locale} timeZone={format.timeZone} />
      </div>
    </>
  );
}
