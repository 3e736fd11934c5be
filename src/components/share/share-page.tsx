import { shareByline, shareSummary } from '@/lib/shared/share/share-labels';
import type { PublicReport } from '@/lib/shared/share/share-report';
import { ShareBody } from './share-body';
import { ShareFooter } from './share-footer';
import { ShareHeading } from './share-heading';
import { ShareMark } from './share-mark';
import { SHARE_FONTS, SHARE_PAGE_STYLE } from './share-style';

interface SharePageProps {
  report: PublicReport;
  /** Where people reach the application; no trailing slash. */
  appUrl: string;
}

/** The whole document of a shared report. It holds no script, so that nothing can run in it and nothing has to load. */
export function SharePage({ report, appUrl }: SharePageProps) {
  return (
    <html lang="en" className="report">
      <SharePageHead report={report} appUrl={appUrl} />
      <body>
        <main className="sheet">
          <ShareMark />
          <ShareHeading
            title={report.title}
            description={report.description}
            byline={shareByline(report.report)}
          />
          <ShareBody report={report.report} />
          <ShareFooter report={report.report} />
        </main>
      </body>
    </html>
  );
}

function SharePageHead({ report, appUrl }: SharePageProps) {
  const url = `${appUrl}/share/${report.shareId}`;
  const summary = shareSummary(report);
  const image = `${url}/image.png`;
  return (
    <head>
      <meta charSet="utf-8" />
      <title>{`${report.title} · Audiospective`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f5f0" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12110f" />
      <meta name="description" content={summary} />
      {report.isIndexable ? null : <meta name="robots" content="noindex" />}
      <link rel="canonical" href={url} />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      {SHARE_FONTS.map((font) => (
        <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="" />
      ))}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Audiospective" />
      <meta property="og:title" content={report.title} />
      <meta property="og:description" content={summary} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={`${report.title}. ${summary}`} />
      <meta name="twitter:card" content="summary_large_image" />
      <meta name="twitter:title" content={report.title} />
      <meta name="twitter:description" content={summary} />
      <meta name="twitter:image" content={image} />
      <style>{SHARE_PAGE_STYLE}</style>
    </head>
  );
}
