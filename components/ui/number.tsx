import { useLocale } from 'react-aria-components/I18nProvider';
import { numberFormat } from './formats.ts';

/** Writes a number. */
export type NumberWriter = (value: number) => string;

/** Numbers as the reader writes them: grouped, in their digits. */
export function useNumber(): NumberWriter {
  const { locale } = useLocale();
  return numberFormat(locale).format;
}
