import { useLocale } from 'react-aria-components/I18nProvider';

/** Writes a number. */
export type NumberWriter = (value: number) => string;

/** Numbers as the reader writes them: grouped, in their digits. */
export function useNumber(): NumberWriter {
  const { locale } = useLocale();
  return new Intl.NumberFormat(locale).format;
}
