import { useLocale } from 'react-aria-components/I18nProvider';
import { numberFormat } from '#components/ui/formats.ts';

export type FigureWriter = (value: number, style?: Intl.NumberFormatOptions) => string;

/** Figures as the reader writes them, some with a unit or few digits behind the point. */
export function useFigure(): FigureWriter {
  const { locale } = useLocale();
  return (value, style) => numberFormat(locale, style).format(value);
}
