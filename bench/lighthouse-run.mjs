import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/**
 * Loads a page in the browser that listens on `port`, with an empty cache and the given `Cookie` header, if any. Answers
 * scores of 0 to 100, the blocking time and the largest paint in ms, the layout shift, the number of elements, document,
 * script, style and fonts in kB (1,000 bytes) as they came over the wire, and the names of audits beside performance that
 * cost points.
 */
export async function measurePage(address, { port, cookie }) {
  const run = await lighthouse(address, {
    port,
    logLevel: 'error',
    onlyCategories: CATEGORIES,
    // Cookies too: a session that a page before has renewed would lead the next one elsewhere.
    clearStorageTypes: ['cookies', 'file_systems', 'shader_cache', 'service_workers', 'cache_storage'],
    extraHeaders: cookie ? { cookie } : undefined,
  });
  if (!run) throw new Error(`Lighthouse gave no answer about ${address}.`);
  const { lhr, artifacts } = run;
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const score = (category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  const value = (audit) => lhr.audits[audit]?.numericValue ?? Number.POSITIVE_INFINITY;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    blockingMs: value('total-blocking-time'),
    largestPaintMs: value('largest-contentful-paint'),
    layoutShift: value('cumulative-layout-shift'),
    elements: artifacts.DOMStats.totalBodyElements,
    ...transferred(lhr),
    failed: failedAudits(lhr),
  };
}

function transferred(lhr) {
  const { details } = lhr.audits['network-requests'] ?? {};
  if (details?.type !== 'table') throw new Error('Lighthouse did not list the requests.');
  const kb = (type) =>
    details.items
      .filter((item) => item.resourceType === type)
      .reduce((sum, item) => sum + Number(item.transferSize), 0) / 1000;
  return {
    documentKb: kb('Document'),
    scriptKb: kb('Script'),
    styleKb: kb('Stylesheet'),
    fontKb: kb('Font'),
  };
}

function failedAudits(lhr) {
  const beside = CATEGORIES.slice(1).flatMap((category) => lhr.categories[category]?.auditRefs ?? []);
  const ids = beside.filter(({ weight }) => weight > 0).map(({ id }) => id);
  return ids.flatMap((id) => {
    const audit = lhr.audits[id];
    return audit && audit.score !== null && audit.score < 1 ? [`${audit.title} (${id})`] : [];
  });
}
