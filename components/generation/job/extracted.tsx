'use client';

import { cx } from '#components/ui/cx.tsx';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import type { ShownProposal } from '#lib/generation/services/proposals.ts';
import { generationText } from '../text.ts';
import type { ShownPassage } from './proposal-view.tsx';

const words = generationText.proposal;

interface ExtractedProps {
  proposal: ShownProposal;
  sources: OpenJob['sources'];
  onShow: (passage: ShownPassage) => void;
}

/** A drafted spark sentence by sentence, each with its number, which leads to where it stands in the source. */
export function Extracted({ proposal, sources, onShow }: ExtractedProps) {
  const { body, evidence } = proposal;
  if (body.kind !== 'spark') return null;
  const nameOf = (id: string) => sources.find((source) => source.id === id)?.name ?? words.source;
  const lines = evidence.flatMap(({ in: at, ...passage }) => (at ? [{ ...passage, at }] : []));
  return (
    <div className="flex max-w-prose flex-col gap-2">
      <p className="text-sm text-muted">{words.slips}</p>
      {lines.map(({ at: [from, to], number, ...passage }) => {
        const text = body.content_md.slice(from, to);
        return (
          <div key={`${from}-${to}`} className="grid grid-cols-[2.5rem_minmax(0,1fr)] items-baseline gap-2">
            {number === undefined ? (
              <span />
            ) : (
              <button
                type="button"
                aria-label={words.showIn(number, nameOf(passage.source_id))}
                onClick={() => onShow(passage)}
                className="cursor-default justify-self-end rounded-sm bg-accent-soft px-1.5 text-sm text-accent-text tabular-nums hover:bg-pressed"
              >
                {number}
              </button>
            )}
            <p
              dir="auto"
              className={cx(
                'font-serif text-lg break-words',
                number === undefined && 'font-mono text-sm whitespace-pre-wrap text-muted',
              )}
            >
              {text}
            </p>
          </div>
        );
      })}
    </div>
  );
}
