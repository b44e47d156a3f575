'use client';

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';

/** What every field shows around its control. */
export interface FieldProps {
  label: string;
  /** For fields whose place already says what they are; screen readers still hear the label. */
  hideLabel?: boolean;
  help?: ReactNode;
  error?: string;
  /** A length to stay within. The field says how much is left once it gets tight; it never cuts what is typed. */
  limit?: number;
  className?: string;
}

export const controlClass = cx(
  'w-full min-w-0 rounded-lg border border-field-line bg-surface text-base text-ink transition-colors duration-quick',
  'data-hovered:border-muted data-disabled:opacity-45 data-readonly:bg-sunken',
  'data-focused:border-focus data-focused:outline-2 data-focused:-outline-offset-1 data-focused:outline-focus',
  'data-invalid:border-danger data-invalid:data-focused:outline-danger',
);

/** The same for a frame around an input and its buttons. */
export const groupClass = cx(
  'flex w-full min-w-0 items-center rounded-lg border border-field-line bg-surface text-base text-ink',
  'transition-colors duration-quick data-hovered:border-muted data-disabled:opacity-45',
  'data-focus-within:border-focus data-focus-within:outline-2 data-focus-within:-outline-offset-1',
  'data-focus-within:outline-focus data-invalid:border-danger data-invalid:data-focus-within:outline-danger',
);

export const bareInputClass = 'h-full min-w-0 flex-1 bg-transparent px-2.5 text-ink outline-none';

interface FieldLabelProps {
  label: string;
  hidden?: boolean;
  required?: boolean;
}

export function FieldLabel({ label, hidden, required }: FieldLabelProps) {
  return (
    <Label className={cx('text-sm font-medium text-ink', hidden && 'sr-only')}>
      {label}
      {required && (
        <span aria-hidden className="ms-1 font-normal text-faint">
          {uiText.required}
        </span>
      )}
    </Label>
  );
}

interface FieldNotesProps {
  help?: ReactNode;
  error?: string;
  limit?: number;
  length?: number;
}

/** Help, problem and count below a control. A problem takes the place of the help. */
export function FieldNotes({ help, error, limit, length = 0 }: FieldNotesProps) {
  const left = limit === undefined ? undefined : limit - length;
  const tight = limit !== undefined && left !== undefined && left <= Math.max(10, limit * 0.15);
  if (!help && !error && !tight) return <FieldError className="text-sm text-danger-text" />;
  return (
    <div className="flex items-start gap-3 text-sm">
      <div className="min-w-0 flex-1">
        {error ? (
          <Text slot="errorMessage" className="flex items-start gap-1.5 text-danger-text">
            <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
            <span>{error}</span>
          </Text>
        ) : (
          help && (
            <Text slot="description" className="text-muted">
              {help}
            </Text>
          )
        )}
      </div>
      {tight && left !== undefined && (
        <span className={cx('shrink-0 tabular-nums', left < 0 ? 'text-danger-text' : 'text-faint')}>
          {left < 0 ? uiText.charactersOver(-left) : uiText.charactersLeft(left)}
        </span>
      )}
    </div>
  );
}
