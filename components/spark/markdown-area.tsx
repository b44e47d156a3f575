'use client';

import { Bold, Code, Heading2, Italic, Link2, List } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { IconButton } from '#components/ui/icon-button';
import { text } from './text.ts';

export interface MarkdownAreaProps {
  initial: string;
  onInput: (text: string) => void;
  /** How far down the text is scrolled, 0 to 1. */
  onScrolled: (share: number) => void;
  ref?: Ref<{ focus: () => void }>;
}

/** Replaces the selection the way typing does, so that the browser's own undo takes it back. */
function insert(area: HTMLTextAreaElement, from: number, to: number, words: string) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, words)) {
    area.setRangeText(words, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Puts marks around the selection, or takes them away where they are. */
function wrap(area: HTMLTextAreaElement, mark: string, after = mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  const isWrapped = value.slice(from - mark.length, from) === mark && value.slice(to, to + after.length) === after;
  if (isWrapped) {
    insert(area, from - mark.length, to + after.length, chosen);
    area.setSelectionRange(from - mark.length, to - mark.length);
  } else {
    insert(area, from, to, mark + chosen + after);
    area.setSelectionRange(from + mark.length, to + mark.length);
  }
}

/** Begins every line of the selection with a mark, or takes it away when all of them have it. */
function begin(area: HTMLTextAreaElement, mark: string) {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const end = value.indexOf('\n', selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split('\n');
  const all = lines.every((line) => line.startsWith(mark));
  const next = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join('\n');
  insert(area, from, to, next);
  area.setSelectionRange(from, from + next.length);
}

function addCode(area: HTMLTextAreaElement) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  if (chosen.includes('\n')) wrap(area, '```\n', '\n```');
  else wrap(area, '`');
}

function addLink(area: HTMLTextAreaElement) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  insert(area, from, to, `[${chosen}](https://)`);
  // The address is what comes next; it is selected to be written over.
  const at = from + chosen.length + 3;
  area.setSelectionRange(at, at + 'https://'.length);
}

/** Markdown as text: the browser's own editing, with a few buttons. It is not controlled, so typing costs nothing. */
export function MarkdownArea({ initial, onInput, onScrolled, ref }: MarkdownAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), []);
  useEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(0, 0);
  }, []);

  const tool = (act: (field: HTMLTextAreaElement) => void) => () => area.current && act(area.current);
  const tools = [
    {
      label: text.editor.bold,
      shortcut: 'Mod+B',
      icon: <Bold />,
      act: (field: HTMLTextAreaElement) => wrap(field, '**'),
    },
    {
      label: text.editor.italic,
      shortcut: 'Mod+I',
      icon: <Italic />,
      act: (field: HTMLTextAreaElement) => wrap(field, '*'),
    },
    { label: text.editor.heading, icon: <Heading2 />, act: (field: HTMLTextAreaElement) => begin(field, '## ') },
    { label: text.editor.list, icon: <List />, act: (field: HTMLTextAreaElement) => begin(field, '- ') },
    { label: text.editor.code, icon: <Code />, act: addCode },
    { label: text.editor.link, icon: <Link2 />, act: addLink },
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const mark = { b: '**', i: '*' }[event.key.toLowerCase()];
    if (!mark || !area.current) return;
    event.preventDefault();
    wrap(area.current, mark);
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <Toolbar aria-label={text.editor.tools} className="flex shrink-0 gap-0.5 border-b px-2 py-1">
        {tools.map(({ label, shortcut, icon, act }) => (
          <IconButton key={label} size="md" label={label} shortcut={shortcut} onPress={tool(act)}>
            {icon}
          </IconButton>
        ))}
      </Toolbar>
      <textarea
        ref={area}
        aria-label={text.editor.label}
        defaultValue={initial}
        placeholder={text.editor.placeholder}
        dir="auto"
        spellCheck
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: field }) => {
          const room = field.scrollHeight - field.clientHeight;
          onScrolled(room > 0 ? field.scrollTop / room : 0);
        }}
        className="min-h-0 w-full flex-1 resize-none bg-surface px-5 py-4 font-mono text-sm/6 whitespace-pre-wrap text-ink outline-none [overflow-wrap:anywhere] focus-visible:outline-none"
      />
    </div>
  );
}
