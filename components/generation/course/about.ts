import { useLocale } from 'react-aria-components/I18nProvider';

/** A guess of money as people read it: cents, and more places only below one. */
export function useAbout(): (micros: number) => string {
  const { locale } = useLocale();
  return (micros) => {
    const places = micros === 0 ? 0 : micros < 10_000 ? 4 : 2;
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    }).format(micros / 1_000_000);
  };
}
