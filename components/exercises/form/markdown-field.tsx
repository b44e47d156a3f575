'use client';

import { Bold, Code, Image as ImageIcon, Link as LinkIcon, Sigma } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { filesIn } from '#components/ui/pasted-files.ts';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { hasMarkup } from '#lib/exercises/core/html-by-text.ts';
import { useFormContext } from './form-context.tsx';
import { formText } from './text.ts';
import { choosePictures, markdownOfFile, usePictureUpload } from './use-picture-upload.ts';

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

/** Markdown of an exercise: maths between dollars, code between backquotes, pictures pasted, dropped or chosen. */
export function MarkdownField({ hasBar, onEnter, rows = 1, onChange, ...field }: MarkdownFieldProps) {
  const form = useFormContext();
  const html = hasMarkup(field.value) ? form?.html.get(field.value) : undefined;
  const input = useRef<HTMLTextAreaElement>(null);
  // A file arrives when it arrives: by then the exercise has been written on.
  const latest = useLatest(onChange);
  /** Puts text in place of what is selected, and selects a part of it. */
  const put = (text: string, from: number, to: number) => {
    const area = input.current;
    if (!area) return;
    const { selectionStart: start, selectionEnd: end, value } = area;
    latest.current(value.slice(0, start) + text + value.slice(end));
    // The selection is set once the field has its new text.
    requestAnimationFrame(() => {
      // Whoever writes in another field by now is left there.
      if (!document.activeElement?.matches('textarea, input')) area.focus();
      area.setSelectionRange(start + from, start + to);
    });
  };
  const mark = ({ before, after }: Mark) => {
    const area = input.current;
    const chosen = area?.value.slice(area.selectionStart, area.selectionEnd) ?? '';
    put(before + chosen + after, before.length, before.length + chosen.length);
  };
  const { sending, send } = usePictureUpload(form?.workspace ?? '', (asset) => {
    const { text, words: at } = markdownOfFile(asset);
    const area = input.current;
    if (!area) return toast.note(words.fieldGone(asset.path.split('/').at(-1) ?? asset.path));
    // Words before it stay words of their own.
    const gap = /\S$/.test(area.value.slice(0, area.selectionStart)) ? ' ' : '';
    // A picture without a description has the cursor where it is missing.
    const end = gap.length + (text.startsWith('![]') ? at : text.length);
    put(gap + text, end, end);
  });
  const take = (data: DataTransfer, event: Event) => {
    const files = form ? filesIn(data) : [];
    if (files.length === 0) return;
    event.preventDefault();
    void send(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pasted or dropped goes into the field below.
    <div
      className="flex min-w-0 flex-col gap-1"
      onPaste={({ clipboardData, nativeEvent }) => take(clipboardData, nativeEvent)}
      // Without this the browser would open the file in place of the studio.
      onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={({ dataTransfer, nativeEvent }) => take(dataTransfer, nativeEvent)}
    >
      {hasBar && (
        <div className="flex items-center gap-0.5">
          <span aria-hidden className="flex-1 text-sm font-medium">
            {field.label}
          </span>
          {MARKS.map((one) => (
            <IconButton key={one.label} size="sm" label={one.label} shortcut={one.shortcut} onPress={() => mark(one)}>
              <one.icon aria-hidden />
            </IconButton>
          ))}
          {form && (
            <IconButton size="sm" label={words.picture} onPress={() => choosePictures((files) => void send(files))}>
              <ImageIcon aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      <TextArea
        {...field}
        hideLabel={hasBar || field.hideLabel}
        rows={rows}
        inputRef={input}
        onChange={onChange}
        atRest={html && <Looks html={html} />}
        onKeyDown={(event) => {
          const pressed =
            (event.ctrlKey || event.metaKey) && !event.altKey && MARKS.find(({ key }) => key === event.key);
          if (pressed) {
            event.preventDefault();
            event.stopPropagation();
            mark(pressed);
          } else if (
            event.key === 'Enter' &&
            onEnter &&
            !event.nativeEvent.isComposing &&
            !event.shiftKey &&
            !event.ctrlKey &&
            !event.metaKey
          ) {
            event.preventDefault();
            onEnter();
          } else event.continuePropagation();
        }}
      />
      {sending !== null && (
        <p role="status" className="text-sm text-muted">
          {words.sending(sending)}
        </p>
      )}
    </div>
  );
}

/** A text as learners see it, small. */
const Looks = ({ html }: { html: string }) => (
  <div
    className="wrap-anywhere [&_a]:underline [&_code]:rounded-sm [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-sm [&_img]:max-h-32 [&_img]:max-w-full [&_li]:ms-5 [&_math]:text-[1.1em] [&_ol]:list-decimal [&_p+p]:mt-1 [&_pre]:overflow-hidden [&_ul]:list-disc"
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderExercise.
    dangerouslySetInnerHTML={{ __html: html }}
  />
);
