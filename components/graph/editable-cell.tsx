'use client';

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { cx } from '#components/ui/cx.tsx';

export interface EditableCellProps {
  /** What is edited: "Weight of A → B". */
  label: string;
  /** Heard before the value at rest: "Edit weight". */
  verb: string;
  value: string;
  /** What is shown at rest; the value unless given. */
  children?: ReactNode;
  numeric?: boolean;
  /** The sentence that keeps a value from being saved. */
  check: (value: string) => string | undefined;
  onSave: (value: string) => void;
}

/**
 * A cell that becomes a field when it is clicked. Enter and leaving save, Escape does not. By keyboard one goes from
 * the row to the inspector instead, so cells are no stops of their own among thousands.
 */
export function EditableCell({ label, verb, value, children, numeric, check, onSave }: EditableCellProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const save = () => {
    if (typed === null) return false;
    const wrong = typed.trim() === value ? undefined : check(typed.trim());
    if (wrong) {
      // Said by the browser at the field itself, and heard by screen readers; what was typed stays.
      field.current?.setCustomValidity(wrong);
      field.current?.reportValidity();
      return false;
    }
    setTyped(null);
    if (typed.trim() !== value) onSave(typed.trim());
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const row = event.currentTarget.closest<HTMLElement>('[data-index]');
    if (event.key === 'Enter' && !flushSync(save)) return;
    if (event.key === 'Escape') flushSync(() => setTyped(null));
    // The field is gone, and arrows go on from its row.
    if (event.key === 'Enter' || event.key === 'Escape') row?.focus({ preventScroll: true });
  };

  if (typed === null) {
    return (
      <button
        type="button"
        tabIndex={-1}
        onClick={() => setTyped(value)}
        className={cx(
          '-mx-1.5 block h-7 w-[calc(100%+0.75rem)] cursor-text truncate rounded-md border border-transparent px-1.5 hover:border-line-strong hover:bg-surface',
          numeric ? 'text-end tabular-nums' : 'text-start',
        )}
      >
        <span className="sr-only">{verb} </span>
        <span dir="auto">{children ?? value}</span>
      </button>
    );
  }
  return (
    <input
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: the press that opened the field was meant for it.
      autoFocus
      aria-label={label}
      dir="auto"
      inputMode={numeric ? 'decimal' : undefined}
      value={typed}
      onChange={(event) => {
        event.target.setCustomValidity('');
        setTyped(event.target.value);
      }}
      onFocus={(event) => event.target.select()}
      onBlur={save}
      onKeyDown={onKeyDown}
      className={cx(
        '-mx-1.5 h-7 w-[calc(100%+0.75rem)] rounded-md border border-focus bg-surface px-1.5 outline-1 outline-focus invalid:border-danger invalid:outline-danger',
        numeric && 'text-end tabular-nums',
      )}
    />
  );
}
