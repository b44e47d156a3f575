import { useLocale } from 'react-aria-components/I18nProvider';
import { numberFormat } from '#components/ui/formats.ts';

/** Millionths of a dollar as people read them: four decimals for a job or a request, and plain "$0" where nothing was sent. */
export function useMoney(): (micros: number) => string {
  const { locale } = useLocale();
  const format = numberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 4,
  });
  const none = numberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(0);
  // A request to a small model may cost less than four decimals show; it did cost something.
  const tiny = numberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 6,
  });
  return (micros) => (micros === 0 ? none : (micros < 100 ? tiny : format).format(micros / 1_000_000));
}

/** The same for what is only about right: two digits that say something, cents at least. */
export function useBriefMoney(): (micros: number) => string {
  const { locale } = useLocale();
  const usual = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  const cents = numberFormat(locale, usual);
  const small = numberFormat(locale, { ...usual, minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return (micros) => (micros >= DIME ? cents : small).format(micros / 1_000_000);
}
const DIME = 100_000;
