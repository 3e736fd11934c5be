import { madeOnce } from './made-once';

/** What the English pages follow of a reader's locale. */
interface ReaderLocale {
  words: string;
  hasTwelveHours: boolean;
  firstWeekday: number;
}

interface WeekInfo {
  /** 1 for Monday to 7 for Sunday. */
  firstDay: number;
}

const readerLocale = madeOnce((locale: string, _: null): ReaderLocale => {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hasTwelveHours = hourCycle === 'h12' || hourCycle === 'h11';
  const known: Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo } = new Intl.Locale(locale);
  const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 };
  return { words: wordsOf(known, hasTwelveHours), hasTwelveHours, firstWeekday: firstDay - 1 };
});

function wordsOf({ language, baseName }: Intl.Locale, hasTwelveHours: boolean): string {
  if (language === 'en') return baseName;
  const { numberingSystem } = new Intl.NumberFormat(baseName).resolvedOptions();
  return `en-GB-u-hc-${hasTwelveHours ? 'h12' : 'h23'}-nu-${numberingSystem}`;
}

/** The locale of written dates: English words, in the reader's order where that is English too, else the day first. */
export const wordsLocale = (locale: string): string => readerLocale(locale, null).words;

/** Whether the reader's clock has two halves of twelve hours. */
export const hasTwelveHours = (locale: string): boolean => readerLocale(locale, null).hasTwelveHours;

/** The first day of the reader's week: 0 for Monday to 6 for Sunday. Ask on the server: not every browser knows. */
export const firstWeekday = (locale: string): number => readerLocale(locale, null).firstWeekday;
