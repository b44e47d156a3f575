import { type KeyboardEvent, useContext, useLayoutEffect, useRef, useState } from 'react';
import { type AskProps, moved } from './given.ts';
import { MarkWord } from './mark-word.tsx';
import { plainText } from './plain-text.ts';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';
import { Sign } from './sign.tsx';

type Control = 'lift' | 'up' | 'down';

/** Steps to be put in order: by dragging, by arrows beside each, or lifted by Space and moved by the arrow keys. */
export function AskOrdering({ exercise, html, response, marking, labelledBy, onChange }: AskProps<'ordering'>) {
  const { words } = useContext(PlayerContext);
  const list = useRef<HTMLOListElement>(null);
  const [lifted, setLifted] = useState<{ id: string; before: string[] } | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  // Moving an element takes the focus off it; it goes back to where it was.
  const focused = useRef<{ id: string; control: Control } | null>(null);
  const ids = response.item_ids;
  const textOf = (id: string) => {
    const at = exercise.items.findIndex((item) => item.id === id);
    return plainText(html[`/items/${at}/text`] ?? '') || words.step(at + 1);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each move.
  useLayoutEffect(() => {
    const wanted = focused.current;
    focused.current = null;
    if (!wanted) return;
    const row = Array.from(list.current?.children ?? []).find((one) => one.getAttribute('data-id') === wanted.id);
    const control = row?.querySelector<HTMLButtonElement>(`[data-control="${wanted.control}"]:not(:disabled)`);
    (control ?? row?.querySelector<HTMLButtonElement>('[data-control="lift"]'))?.focus();
  }, [ids]);

  const move = (id: string, to: number, control: Control | null) => {
    if (to < 0 || to >= ids.length || ids[to] === id) return;
    focused.current = control && { id, control };
    setSaid(words.moved(textOf(id), to + 1, ids.length));
    onChange({ exercise_type: 'ordering', item_ids: moved(ids, id, to) });
  };
  const drop = (id: string) => {
    setLifted(null);
    setSaid(words.dropped(textOf(id), ids.indexOf(id) + 1, ids.length));
  };
  const lift = (id: string) => {
    if (lifted?.id === id) return drop(id);
    setLifted({ id, before: [...ids] });
    setSaid(words.lifted(textOf(id), ids.indexOf(id) + 1, ids.length));
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const at = ids.indexOf(id);
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const isLifted = lifted?.id === id;
    if (step !== 0 && (event.altKey || isLifted)) move(id, at + step, 'lift');
    else if (event.key === 'Escape' && isLifted) {
      focused.current = { id, control: 'lift' };
      setLifted(null);
      setSaid(words.dropped(textOf(id), lifted.before.indexOf(id) + 1, ids.length));
      onChange({ exercise_type: 'ordering', item_ids: lifted.before });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      {!marking && <p className="tw-help">{words.orderHelp}</p>}
      <ol className="tw-order" ref={list} aria-labelledby={labelledBy}>
        {ids.map((id, at) => {
          const part = marking?.parts[at];
          const text = textOf(id);
          const itemAt = exercise.items.findIndex((item) => item.id === id);
          return (
            <li
              key={id}
              data-id={id}
              data-is={part?.is}
              data-lifted={lifted?.id === id || dragged === id ? '' : undefined}
              draggable={!marking}
              onDragStart={() => setDragged(id)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                move(dragged, at, null);
              }}
              onDrop={(event) => event.preventDefault()}
              onKeyDown={(event) => !marking && onKeyDown(event, id)}
            >
              {!marking && (
                <button
                  type="button"
                  className="tw-icon tw-grip"
                  data-control="lift"
                  aria-label={words.lift(text)}
                  aria-pressed={lifted?.id === id}
                  onClick={() => lift(id)}
                  onBlur={() => lifted?.id === id && !focused.current && drop(id)}
                >
                  <Sign name="grip" size={16} />
                </button>
              )}
              <b className="tw-place-number">{at + 1}</b>
              <Rich html={html[`/items/${itemAt}/text`]} />
              {part && part.is !== 'unmarked' && (
                <MarkWord is={part.is} word={part.is === 'wrong' ? words.resultWrong : undefined} />
              )}
              {!marking && (
                <span className="tw-arrows">
                  <Arrow name="up" label={words.up(text)} isOff={at === 0} onPress={() => move(id, at - 1, 'up')} />
                  <Arrow
                    name="down"
                    label={words.down(text)}
                    isOff={at === ids.length - 1}
                    onPress={() => move(id, at + 1, 'down')}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <div aria-live="assertive" className="tw-hidden">
        {said}
      </div>
      {marking && !marking.is_right && (
        <div className="tw-answer">
          {words.rightAnswer}
          <ol>
            {exercise.items.map(({ id }, at) => (
              <li key={id}>
                <Rich html={html[`/items/${at}/text`]} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}

interface ArrowProps {
  name: 'up' | 'down';
  label: string;
  isOff: boolean;
  onPress: () => void;
}

const Arrow = ({ name, label, isOff, onPress }: ArrowProps) => (
  <button type="button" className="tw-icon" data-control={name} aria-label={label} disabled={isOff} onClick={onPress}>
    <Sign name={name} size={16} />
  </button>
);
