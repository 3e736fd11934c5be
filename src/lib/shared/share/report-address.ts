const REPORT = /^\/share\/(?!new(?:$|\?))[^/?]+(?:$|\?)/;

/** Whether a path, with or without parameters, is that of a shared report, and not of the page that makes one. */
export const isReportAddress = (path: string): boolean => REPORT.test(path);
