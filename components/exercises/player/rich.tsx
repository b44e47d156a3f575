import { useContext } from 'react';
import { PlayerContext } from './player-context.ts';

interface RichProps {
  /** From `renderExercise`: sanitised there and nowhere else. Nothing is shown where there is none. */
  html: string | undefined;
  className?: string;
}

/** A text of an exercise, in the language of the content. */
export function Rich({ html, className = '' }: RichProps) {
  const { language } = useContext(PlayerContext);
  if (!html) return null;
  return (
    <div
      className={`tw-rich ${className}`}
      lang={language || undefined}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderExercise.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
