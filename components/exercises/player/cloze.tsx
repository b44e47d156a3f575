import { useContext, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Blank } from '#lib/exercises/core/exercise.ts';
import type { MarkedPart } from '#lib/exercises/core/marking.ts';
import type { AskProps } from './given.ts';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';
import { Sign } from './sign.tsx';

/** A text with blanks. The fields stand in the places that the rendered text keeps for them; what has none stands below. */
export function AskCloze({ exercise, html, response, marking, onChange }: AskProps<'cloze'>) {
  const text = useRef<HTMLDivElement>(null);
  const [places, setPlaces] = useState<ReadonlyMap<number, Element> | null>(null);
  const source = html['/text'];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other places.
  useLayoutEffect(() => {
    const found = text.current?.querySelectorAll('[data-blank]') ?? [];
    setPlaces(new Map(Array.from(found, (place) => [Number(place.getAttribute('data-blank')), place])));
  }, [source]);
  const field = (blank: Blank, at: number) => (
    <BlankField
      key={blank.id}
      blank={blank}
      number={at + 1}
      value={response.blanks[at] ?? ''}
      part={marking?.parts[at]}
      onChange={(value) =>
        onChange({ exercise_type: 'cloze', blanks: response.blanks.map((one, place) => (place === at ? value : one)) })
      }
    />
  );
  return (
    <div ref={text} className="tw-cloze">
      <Rich html={source} />
      {places &&
        exercise.blanks.map((blank, at) => {
          const place = places.get(at);
          return place ? createPortal(field(blank, at), place) : <p key={blank.id}>{field(blank, at)}</p>;
        })}
    </div>
  );
}

interface BlankFieldProps {
  blank: Blank;
  number: number;
  value: string;
  part: MarkedPart | undefined;
  onChange: (value: string) => void;
}

function BlankField({ blank, number, value, part, onChange }: BlankFieldProps) {
  const { words } = useContext(PlayerContext);
  const isWrong = part !== undefined && part.is !== 'right';
  const name = words.blank(number);
  return (
    <>
      <span className="tw-blank" data-is={part?.is}>
        {blank.options ? (
          <select
            aria-label={name}
            data-first={number === 1 || undefined}
            value={value}
            disabled={part !== undefined}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">{words.choose}</option>
            {blank.options.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        ) : (
          <input
            type="text"
            dir="auto"
            data-first={number === 1 || undefined}
            aria-label={name}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            // As wide as what is typed, never as what is right: that would give it away.
            size={Math.min(40, Math.max(8, value.length + 1))}
            value={value}
            readOnly={part !== undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
        {part && (
          <span className="tw-mark" data-is={part.is === 'right' ? 'right' : 'wrong'}>
            <Sign name={part.is === 'right' ? 'right' : 'wrong'} />
            <span className="tw-hidden">
              {part.is === 'right' ? words.markRight : part.is === 'missed' ? words.markMissed : words.resultWrong}
            </span>
          </span>
        )}
      </span>
      {isWrong && (
        <span className="tw-after">
          <span className="tw-hidden">{words.rightAnswer}</span>
          <b className="tw-right-text">{blank.accepted[0]}</b>
        </span>
      )}
    </>
  );
}
