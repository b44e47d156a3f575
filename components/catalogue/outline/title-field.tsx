'use client';

import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';

export interface TitleFieldProps {
  label: string;
  initial: string;
  placeholder?: string;
  /** Why a title will not do, or null. */
  check: (title: string) => string | null;
  /** The field stays while this runs. */
  onDone: (title: string) => void | Promise<void>;
  onCancel: () => void;
}

const stop = (event: SyntheticEvent) => event.stopPropagation();

/** A title being written in a row: Enter keeps it, Escape leaves things as they were, going elsewhere keeps it too. */
export function TitleField({ label, initial, placeholder, check, onDone, onCancel }: TitleFieldProps) {
  const [title, setTitle] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);

  useEffect(() => {
    // The row that holds the field takes the focus for itself when it appears; the field has the last word.
    const frame = requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  const cancel = () => {
    if (settled.current) return;
    settled.current = true;
    onCancel();
  };
  const finish = async (isLeaving: boolean) => {
    if (settled.current) return;
    const wanted = title.trim();
    if (wanted === initial || (wanted === '' && isLeaving)) return cancel();
    const found = check(wanted);
    if (found) {
      if (isLeaving) return cancel();
      setProblem(found);
      return;
    }
    settled.current = true;
    setBusy(true);
    await onDone(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void finish(false);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      void finish(true);
    }
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: see below.
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps presses on the field from reaching the row around it.
    <span
      className="relative min-w-0 flex-1"
      onPointerDown={stop}
      onMouseDown={stop}
      onClick={stop}
      onDoubleClick={stop}
    >
      <input
        ref={input}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-description={problem ?? undefined}
        value={title}
        placeholder={placeholder}
        readOnly={busy}
        dir="auto"
        autoComplete="off"
        onChange={(event) => {
          setTitle(event.target.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void finish(true)}
        className={cx(
          'h-6.5 w-full min-w-0 rounded-sm border bg-surface px-1.5 text-base text-ink outline-2 -outline-offset-1',
          problem ? 'border-danger outline-danger' : 'border-focus outline-focus',
        )}
      />
      {problem && (
        <span
          role="alert"
          className="floats absolute start-0 top-full z-30 mt-1 rounded-md px-2 py-1 text-sm whitespace-nowrap text-danger-text"
        >
          {problem}
        </span>
      )}
    </span>
  );
}
