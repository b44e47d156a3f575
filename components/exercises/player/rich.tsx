import { useContext } from 'react';
import { directionOf } from '#lib/exercises/core/content-language.ts';
import { PlayerContext } from './player-context.ts';

interface RichProps {
  /** From `renderExercise`: sanitised there and nowhere else. Nothing is shown where there is none. */
  html: string | undefined;
  className?: string;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * Blocks find their own direction by their first letter. Where the content runs from right to left, code or a name at the beginning of a
 * line does not turn it round.
 */
const directed = (html: string, language: string) =>
  directionOf(language) === 'rtl' && RIGHT_TO_LEFT.test(html) ? html.replaceAll('dir="auto"', 'dir="rtl"') : html;

/** A text of an exercise, in the language of the content. */
export function Rich({ html, className = '' }: RichProps) {
  const { language } = useContext(PlayerContext);
  if (!html) return null;
  return (
    <div
      className={`tw-rich ${className}`}
      lang={language || undefined}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderExercise.
      dangerouslySetInnerHTML={{ __html: directed(html, language) }}
    />
  );
}
