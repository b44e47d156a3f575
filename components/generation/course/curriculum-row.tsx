'use client';

import { ArrowDown, ArrowUp, Ellipsis, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Select } from '#components/ui/select.tsx';
import { BLOOM_LEVELS } from '#lib/base/core/content-kinds.ts';
import { pointsOf } from '#lib/generation/core/course/brief.ts';
import type { OutlineLesson } from '#lib/generation/core/outline.ts';
import { BloomMark } from './bloom.tsx';
import type { RowActs } from './curriculum.tsx';
import { courseText } from './text.ts';

const words = courseText.curriculum;
const MOST_MINUTES = 600;

interface CurriculumRowProps {
  /** Its number in the course, from 0, and that of the last one. */
  nth: number;
  last: number;
  lesson: OutlineLesson;
  /** Null where it is only read. */
  acts: RowActs | null;
}

/** A lesson of a curriculum, edited where it stands. */
export function CurriculumRow({ nth, last, lesson, acts }: CurriculumRowProps) {
  const number = useNumber();
  const [typed, setTyped] = useState<string | null>(null);
  const [minutes, setMinutes] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    // Whoever writes Japanese confirms a word with Enter.
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (event.altKey && by !== null) {
      event.preventDefault();
      acts?.move(nth, by);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && isField(event.target)) {
      event.preventDefault();
      acts?.go(Math.min(last, nth + 1));
    }
  };
  return (
    // The keys of the fields within; each has its own way by the menu as well.
    <li onKeyDown={onKeyDown} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="w-6 shrink-0 text-end text-muted tabular-nums">{number(nth + 1)}</span>
      <div className="flex min-w-48 flex-1 flex-col">
        <InlineField
          label={words.lesson(nth + 1)}
          value={lesson.title}
          isReadOnly={!acts}
          lesson={nth}
          onChange={(title) => acts?.change(nth, { title })}
        />
        <InlineField
          label={words.objective(nth + 1)}
          // As it is typed: cut at each ";" it would lose what has just been written.
          value={typed ?? lesson.objectives.join('; ')}
          placeholder={acts ? words.noObjective : undefined}
          isQuiet
          isReadOnly={!acts}
          onBlur={() => setTyped(null)}
          onChange={(said) => {
            setTyped(said);
            acts?.change(nth, { objectives: pointsOf(said).slice(0, 50) });
          }}
        />
      </div>
      <div className="flex items-center gap-2 max-sm:ps-9">
        <BloomMark level={lesson.bloom} />
        {acts ? (
          <Select
            label={words.bloom(nth + 1)}
            hideLabel
            size="sm"
            className="w-32"
            value={lesson.bloom ?? null}
            onChange={(bloom) => acts.change(nth, { bloom })}
            options={BLOOM_LEVELS.map((id) => ({ id, label: words.levels[id] ?? id }))}
          />
        ) : (
          <span className="w-24 text-sm">{words.levels[lesson.bloom ?? ''] ?? words.noBloom}</span>
        )}
        <label className="flex shrink-0 items-center gap-1 text-sm text-muted">
          <input
            aria-label={words.minutes(nth + 1)}
            inputMode="numeric"
            readOnly={!acts}
            value={minutes ?? lesson.minutes}
            onChange={(event) => setMinutes(event.target.value.replace(/\D/g, ''))}
            onBlur={() => {
              // A field that was emptied keeps what it had.
              if (minutes) acts?.change(nth, { minutes: Math.min(MOST_MINUTES, Math.max(1, Number(minutes))) });
              setMinutes(null);
            }}
            className="w-10 rounded-md border border-transparent bg-transparent px-1 py-0.5 text-end tabular-nums text-ink hover:border-field-line focus:border-focus"
          />
          {words.min}
        </label>
        {acts && (
          <Menu
            label={words.more(nth + 1)}
            trigger={
              <IconButton label={words.more(nth + 1)} size="sm">
                <Ellipsis />
              </IconButton>
            }
            groups={[
              {
                id: 'lesson',
                items: [
                  {
                    id: 'up',
                    label: words.up,
                    icon: <ArrowUp />,
                    shortcut: 'Alt+Up',
                    disabled: nth === 0,
                    onAction: () => acts.move(nth, -1),
                  },
                  {
                    id: 'down',
                    label: words.down,
                    icon: <ArrowDown />,
                    shortcut: 'Alt+Down',
                    disabled: nth === last,
                    onAction: () => acts.move(nth, 1),
                  },
                  {
                    id: 'out',
                    label: words.leaveOut,
                    icon: <X />,
                    disabled: last === 0,
                    onAction: () => acts.leaveOut(nth),
                  },
                ],
              },
            ]}
          />
        )}
      </div>
    </li>
  );
}

const isField = (target: EventTarget): boolean => target instanceof HTMLInputElement;

interface InlineFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  isReadOnly: boolean;
  isStrong?: boolean;
  isQuiet?: boolean;
  /** The number of the lesson whose title it is. */
  lesson?: number;
  onBlur?: () => void;
  onChange: (value: string) => void;
}

/** A text that is edited where it stands. */
export function InlineField({
  label,
  value,
  placeholder,
  isReadOnly,
  isStrong,
  isQuiet,
  lesson,
  onBlur,
  onChange,
}: InlineFieldProps) {
  return (
    <input
      aria-label={label}
      data-lesson={lesson}
      dir="auto"
      value={value}
      placeholder={placeholder}
      readOnly={isReadOnly}
      maxLength={isQuiet ? 2_000 : 200}
      onBlur={onBlur}
      onChange={(event) => onChange(event.target.value)}
      className={cx(
        'w-full min-w-0 flex-1 truncate rounded-md border border-transparent bg-transparent px-2 py-0.5 focus:border-focus',
        !isReadOnly && 'hover:border-field-line',
        isQuiet ? 'text-sm text-muted placeholder:text-faint' : isStrong ? 'font-semibold' : 'font-medium',
      )}
    />
  );
}
