import { outlineButton, solidButton } from '@/components/ui/button-style';
import { CopyButton } from '@/components/ui/copy-button';
import { field } from '@/components/ui/field-style';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { ReaderFormat } from '@/lib/shared/format';
import type { SharedReport } from '@/lib/shared/share/report-list';
import { lastMoment } from './report-state';

/** The link of a report that was just made. */
export function ShareMade({ report, format }: { report: SharedReport; format: ReaderFormat }) {
  const end = report.expiresAt ? ` until the end of ${format.day(lastMoment(report.expiresAt))}` : '';
  return (
    <>
      <PageTitle title="It is public">
        Anyone who has this link can see “<bdi>{report.title}</bdi>”{end}. It is a snapshot of today and does
        not change.
      </PageTitle>
      <div className="grid gap-3 rounded-card border border-line bg-card px-4 py-5 shadow-card two:px-6">
        <input readOnly value={report.url} aria-label="Link" className={`${field} w-full font-medium`} />
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton text={report.url} otherwise="Select the link and copy it." className={solidButton}>
            Copy link<span className="sr-only"> of {report.title}</span>
          </CopyButton>
          <a href={report.url} className={outlineButton}>
            Open it
          </a>
          <PageLink href="/me#shares" className={outlineButton}>
            Shared reports
          </PageLink>
        </div>
        <p className="text-[0.8125rem] text-soft">
          To take it back, revoke it under Shared reports. The link stops working at once.
        </p>
      </div>
      <LinkPicture shareId={report.shareId} />
    </>
  );
}

const LinkPicture = ({ shareId }: Pick<SharedReport, 'shareId'>) => (
  <figure className="grid max-w-xl gap-2">
    {/* biome-ignore lint/performance/noImgElement: painted at its size; what it shows is said above */}
    <img
      src={`/share/${shareId}/image.png`}
      alt=""
      width={1200}
      height={630}
      className="h-auto w-full rounded-card border border-line"
    />
    <figcaption className="text-[0.8125rem] text-soft">What a chat shows when you paste the link.</figcaption>
  </figure>
);
