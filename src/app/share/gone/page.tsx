import type { Metadata } from 'next';
import { ReportGone } from '@/components/share/report-gone';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** Shown, with status 404, for every report that nobody may see. */
export default ReportGone;
