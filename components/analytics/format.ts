import { useLocale } from 'react-aria-components/I18nProvider';
import { useBriefMoney } from '#components/generation/money.ts';
import { dateFormat, numberFormat } from '#components/ui/formats.ts';
import { analyticsText } from './text.ts';

/** Values of charts as people read them. */
export interface ChartFormat {
  count: (value: number) => string;
  /** A share from 0 to 1 as percent. */
  share: (value: number) => string;
  percent: (value: number) => string;
  seconds: (value: number) => string;
  days: (value: number) => string;
  money: (micros: number) => string;
  score: (value: number) => string;
  day: (value: string) => string;
  week: (value: string) => string;
  weekLong: (value: string) => string;
}

const DAY_MS = 86_400_000;

/** The number of a week that begins on this Monday (ISO 8601: the week of the first Thursday is the first). */
export function isoWeek(monday: string): number {
  const thursday = new Date(Date.parse(monday) + 3 * DAY_MS);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / (7 * DAY_MS)) + 1;
}

/** Formats of the reader's language. */
export function useChartFormat(): ChartFormat {
  const { locale } = useLocale();
  const money = useBriefMoney();
  const write = (value: number, style?: Intl.NumberFormatOptions) => numberFormat(locale, style).format(value);
  const unit = (value: number, name: string, digits = 0) =>
    write(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  const day = (value: string) =>
    dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(value));
  return {
    count: (value) => write(value),
    share: (value) => write(value, { style: 'percent', maximumFractionDigits: 1 }),
    percent: (value) => write(value / 100, { style: 'percent' }),
    seconds: (value) =>
      value < 60
        ? unit(value, 'second')
        : value < 3600
          ? `${write(Math.floor(value / 60))}:${String(Math.floor(value % 60)).padStart(2, '0')} min`
          : unit(value / 3600, 'hour', 1),
    days: (value) => unit(value, 'day', 1),
    money,
    score: (value) => write(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    day,
    week: (value) => analyticsText.week(isoWeek(value)),
    weekLong: (value) => analyticsText.weekOf(isoWeek(value), day(value)),
  };
}
