'use client';

import { useQuery } from '@tanstack/react-query';
import { useNumber } from '#components/ui/number.tsx';
import { CLOSE_VOICE } from '#lib/quality/core/voice.ts';
import { trailVoiceQuery } from '#lib/quality/queries/quality.ts';
import { qualityText } from '../text.ts';

const words = qualityText.voice;

/** How near the lessons of a course are to the voice of its persona, and the words in which they differ most. */
export function TrailVoice({ workspace, trail_id }: { workspace: string; trail_id: string }) {
  const { data } = useQuery(trailVoiceQuery(workspace, trail_id));
  const number = useNumber();
  if (!data) return null;
  const { persona, sparks, fidelity } = data;
  const quoted = (some: readonly { word: string }[]) => some.map(({ word }) => `“${word}”`).join(', ');
  return (
    <section aria-label={words.title} className="flex flex-col gap-1">
      <h3 className="font-medium">{words.title}</h3>
      {!fidelity ? (
        <p role="status">{words.unmeasured}</p>
      ) : !fidelity.is_told ? (
        <p>{words.tooShort(number(fidelity.words))}</p>
      ) : (
        <>
          <p dir="auto">
            {(fidelity.score >= CLOSE_VOICE ? words.close : words.off)(persona, fidelity.score.toFixed(2))}{' '}
            {fidelity.differ.some((one) => one.is_too_frequent) &&
              words.differ.often(quoted(fidelity.differ.filter((one) => one.is_too_frequent)))}{' '}
            {fidelity.differ.some((one) => !one.is_too_frequent) &&
              words.differ.rare(quoted(fidelity.differ.filter((one) => !one.is_too_frequent)))}
          </p>
          <p className="text-sm text-muted">{words.why(number(sparks), number(fidelity.words))}</p>
        </>
      )}
    </section>
  );
}
