'use client';

import { Bold, Code, Link as LinkIcon, Sigma } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { formText } from './text.ts';

const words = formText;

/** Signs that stand around the words that are selected. */
const MARKS = [
  { label: words.bold, icon: Bold, shortcut: 'Mod+B', key: 'b', before: '**', after: '**' },
  { label: words.code, icon: Code, shortcut: 'Mod+E', key: 'e', before: '`', after: '`' },
  { label: words.formula, icon: Sigma, shortcut: 'Mod+M', key: 'm', before: '$', after: '$' },
  { label: words.link, icon: LinkIcon, shortcut: 'Mod+K', key: 'k', before: '[', after: '](https://)' },
] as const;
type Mark = (typeof MARKS)[number];

interface MarkdownFieldProps {
  label: string;
  hideLabel?: boolean;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  /** With the buttons for marks above it; without, their keys work all the same. */
  hasBar?: boolean;
  help?: string;
  error?: string;
  autoFocus?: boolean;
  placeholder?: string;
  /** Enter, where the field is one of a list. */
  onEnter?: () => void;
}

/** Markdown of an exercise: maths between dollars, code between backquotes. */
export function MarkdownField({ hasBar, onEnter, rows = 1, onChange, ...field }: MarkdownFieldProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const put = ({ before, after }: Mark) => {
    const area = input.current;
    if (!area) return;
    const { selectionStart: from, selectionEnd: to, value } = area;
    onChange(value.slice(0, from) + before + value.slice(from, to) + after + value.slice(to));
    // The selection stays on the words once they are drawn between their signs.
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(from + before.length, to + before.length);
    });
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {hasBar && (
        <div className="flex items-center gap-0.5">
          <span aria-hidden className="flex-1 text-sm font-medium">
            {field.label}
          </span>
          {MARKS.map((mark) => (
            <IconButton
              key={mark.label}
              size="sm"
              label={mark.label}
              shortcut={mark.shortcut}
              onPress={() => put(mark)}
            >
              <mark.icon aria-hidden />
            </IconButton>
          ))}
        </div>
      )}
      <TextArea
        {...field}
        hideLabel={hasBar || field.hideLabel}
        rows={rows}
        inputRef={input}
        onChange={onChange}
        onKeyDown={(event) => {
          const mark = (event.ctrlKey || event.metaKey) && !event.altKey && MARKS.find(({ key }) => key === event.key);
          if (mark) {
            event.preventDefault();
            event.stopPropagation();
            put(mark);
          } else if (event.key === 'Enter' && onEnter && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            onEnter();
          } else event.continuePropagation();
        }}
      />
    </div>
  );
}
