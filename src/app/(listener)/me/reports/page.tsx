import type { Metadata } from 'next';
import { ReportPages } from '@/components/share/report-pages';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { requireUser } from '@/middleware/session';
import { listShareReports } from '@/services/share-service';
import { readerFormat } from '../../../reader';

export const metadata: Metadata = { title: 'Shared reports' };

export default async function ReportsPage({ searchParams }: PageProps<'/me/reports'>) {
  const user = await requireUser();
  const format = await readerFormat();
  const reports = await listShareReports({ ...deps(), appUrl: env().appUrl }, user.id);
  const { page } = await searchParams;
  return <ReportPages reports={reports} asked={page} now={deps().clock.now()} format={format} />;
}
