import { ReportGone } from '@/components/share/report-gone';

/** Shown when a report is revoked while its page is being rendered. */
export default ReportGone;
