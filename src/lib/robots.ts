// By these words crawlers, previews of links and measuring programs name themselves inside a browser's name. Apps that
// open a page for a person within themselves (Instagram, FBAN, Snapchat, Pinterest, BaiduBoxApp) are not among them.
const ROBOT_WORDS = [
  ...['bot', 'crawl', 'spider', 'slurp', 'preview', 'scanner', 'monitor', 'fetcher', 'validator'],
  ...['headless', 'lighthouse', 'pagespeed', 'gtmetrix', 'pingdom', 'uptime', 'statuscake', 'datadog'],
  ...['facebookexternalhit', 'meta-external', 'embedly', 'iframely', 'vkshare', 'quora link', 'outbrain'],
  ...['google-inspectiontool', 'google-read-aloud', 'googleother', 'mediapartners', 'inspectiontool'],
  ...['chatgpt', 'claude', 'perplexity', 'cohere', 'ia_archiver', 'heritrix', 'phantomjs', 'electron/'],
] as const;

const ROBOT = new RegExp(ROBOT_WORDS.join('|'), 'i');

/** Whether a User-Agent is that of a program, not of somebody's browser: all browsers say Mozilla, or once said Opera. */
export function isRobot(userAgent: string | null): boolean {
  if (userAgent === null || !/^(Mozilla|Opera)\//.test(userAgent)) return true;
  return ROBOT.test(userAgent);
}
