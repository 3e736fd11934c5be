import { z } from 'zod';

const text = z.string().max(2_000).catch('');

/** Without its query and fragment, which may hold anything. */
const place = text.transform((address) => address.split(/[?#]/)[0] ?? '');

/** As `report-uri` sends it: https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const oldReport = z
  .object({
    'csp-report': z.object({ 'document-uri': place, 'effective-directive': text, 'blocked-uri': place }),
  })
  .transform(({ 'csp-report': report }) => [
    {
      page: report['document-uri'],
      directive: report['effective-directive'],
      blocked: report['blocked-uri'],
    },
  ]);

/** As the Reporting API sends it: https://www.w3.org/TR/CSP3/#reporting */
const newReports = z
  .array(z.object({ body: z.object({ documentURL: place, effectiveDirective: text, blockedURL: place }) }))
  .max(20)
  .transform((reports) =>
    reports.map(({ body }) => ({
      page: body.documentURL,
      directive: body.effectiveDirective,
      blocked: body.blockedURL,
    })),
  );

/** What a browser refused to load, in either form that browsers send. */
export const CspReport = z.union([oldReport, newReports]);
