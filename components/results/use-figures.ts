import { useMemo } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat, numberFormat } from '#components/ui/formats.ts';

/** Figures as the reader writes them: `.28`, `−.09`, `28 %`, `24 Nov`. */
export function useFigures() {
  const { locale } = useLocale();
  return useMemo(() => writerIn(locale), [locale]);
}

export type FigureWriter = ReturnType<typeof writerIn>;

function writerIn(locale: string) {
  const two = numberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'negative',
  });
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const day = dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  return {
    /** A figure from -1 to 1 without its leading zero; a dash where there is none. */
    figure: (value: number | null) =>
      value === null
        ? '–'
        : two
            .formatToParts(value)
            .map(({ type, value: text }) => {
              if (type === 'minusSign') return '−';
              return type === 'integer' && Math.abs(value) < 0.995 ? '' : text;
            })
            .join(''),
    percent: percent.format,
    day: (time: string) => day.format(new Date(time)),
    number: numberFormat(locale).format,
  };
}
