import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/**
 * Loads a page in the browser that listens on `port`, with its cookies as they are and an empty cache. Answers scores of
 * 0 to 100, the layout shift, the largest paint in ms, script in kB (1,000 bytes) as it came over the wire, Lighthouse's
 * index of the machine's speed, and the names of audits beside performance that cost points.
 */
export async function measurePage(address, port) {
  const run = await lighthouse(address, {
    port,
    logLevel: 'error',
    onlyCategories: CATEGORIES,
    // Cookies stay, so that a session does; caches are emptied.
    clearStorageTypes: ['cache_storage', 'service_workers'],
  });
  if (!run) throw new Error(`Lighthouse gave no answer about ${address}.`);
  const { lhr } = run;
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const score = (category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    layoutShift: lhr.audits['cumulative-layout-shift']?.numericValue ?? Number.POSITIVE_INFINITY,
    largestPaintMs: lhr.audits['largest-contentful-paint']?.numericValue ?? Number.POSITIVE_INFINITY,
    scriptKb: scriptBytes(lhr) / 1000,
    machineIndex: lhr.environment.benchmarkIndex,
    failed: failedAudits(lhr),
  };
}

function scriptBytes(lhr) {
  const details = lhr.audits['resource-summary']?.details ?? lhr.audits['network-requests']?.details;
  if (details?.type !== 'table') throw new Error('Lighthouse said nothing about script.');
  const summary = details.items.find((item) => item.resourceType === 'script');
  if (typeof summary?.transferSize === 'number') return summary.transferSize;
  const scripts = details.items.filter((item) => item.resourceType === 'Script');
  return scripts.reduce((sum, item) => sum + Number(item.transferSize), 0);
}

function failedAudits(lhr) {
  const beside = CATEGORIES.slice(1).flatMap((category) => lhr.categories[category]?.auditRefs ?? []);
  const ids = beside.filter(({ weight }) => weight > 0).map(({ id }) => id);
  return ids.flatMap((id) => {
    const audit = lhr.audits[id];
    return audit && audit.score !== null && audit.score < 1 ? [`${audit.title} (${id})`] : [];
  });
}

/** Of each figure the median; the failed audits of any run. */
export function median(all) {
  const middle = (read) => {
    const sorted = all.map(read).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    performance: middle((one) => one.performance),
    accessibility: middle((one) => one.accessibility),
    bestPractices: middle((one) => one.bestPractices),
    seo: middle((one) => one.seo),
    layoutShift: middle((one) => one.layoutShift),
    largestPaintMs: middle((one) => one.largestPaintMs),
    scriptKb: middle((one) => one.scriptKb),
    machineIndex: middle((one) => one.machineIndex),
    failed: [...new Set(all.flatMap((one) => one.failed))],
  };
}
