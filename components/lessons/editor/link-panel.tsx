'use client';

import { type Editor, getMarkRange } from '@tiptap/core';
import { ExternalLink, Unlink } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { safeAddress } from './address.ts';
import { Floating } from './floating.tsx';
import { editorText } from './text.ts';

interface Editing {
  from: number;
  to: number;
  href: string;
  title: string;
  isNew: boolean;
}

/** The link around the cursor, or what the selection would become. */
function linkAt(editor: Editor): Editing {
  const { selection, schema, doc } = editor.state;
  const type = schema.marks.link;
  const range = type && getMarkRange(selection.$from, type);
  const mark = range && doc.resolve(range.from).nodeAfter?.marks.find((one) => one.type === type);
  if (range && mark) {
    return { ...range, href: mark.attrs.href ?? '', title: mark.attrs.title ?? '', isNew: false };
  }
  const { from, to } = selection;
  const chosen = doc.textBetween(from, to);
  return { from, to, href: /^(https?:\/\/|mailto:)\S+$/.test(chosen) ? chosen : '', title: '', isNew: true };
}

function setLink(editor: Editor, { from, to }: Editing, href: string, title: string) {
  const { state, view, schema } = editor;
  const mark = schema.mark('link', { href, title: title || null });
  const { tr } = state;
  if (from === to) tr.insert(from, schema.text(href.replace(/^(mailto|spark):/, ''), [mark]));
  else tr.removeMark(from, to, schema.marks.link).addMark(from, to, mark);
  view.dispatch(tr.removeStoredMark(mark));
}

const fieldClass = 'h-8 w-full rounded-md border border-field-line bg-surface px-2 text-sm text-ink';

/** A small form at the link: its address and tooltip. */
export function useLinkPanel(editor: Editor | null): { open: () => void; panel: ReactNode } {
  const [editing, setEditing] = useState<Editing | null>(null);
  const open = () => {
    if (editor && !editor.state.selection.$from.parent.type.spec.code) setEditing(linkAt(editor));
  };
  if (!editor || !editing) return { open, panel: null };

  const close = () => {
    setEditing(null);
    editor.commands.focus();
  };
  const change = (patch: Partial<Editing>) => setEditing({ ...editing, ...patch });
  const remove = () => {
    const { state, view, schema } = editor;
    view.dispatch(state.tr.removeMark(editing.from, editing.to, schema.marks.link));
    close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = editing.href.trim();
    if (href === '') return remove();
    setLink(editor, editing, /^www\./.test(href) ? `https://${href}` : href, editing.title.trim());
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const address = safeAddress(editing.href);
  return {
    open,
    panel: (
      <Floating
        editor={editor}
        from={editing.from}
        to={editing.to}
        role="dialog"
        aria-label={editing.isNew ? editorText.link.add : editorText.link.edit}
        onKeyDown={onKeyDown}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setEditing(null)}
        className="w-80 p-3"
      >
        <form onSubmit={onSubmit} className="flex flex-col gap-2 text-sm">
          <label className="flex flex-col gap-1">
            {editorText.link.address}
            <input
              // biome-ignore lint/a11y/noAutofocus: it was asked for, and Escape goes back.
              autoFocus
              dir="ltr"
              value={editing.href}
              placeholder="https://"
              onChange={(event) => change({ href: event.target.value })}
              className={fieldClass}
            />
          </label>
          <label className="flex flex-col gap-1">
            {editorText.link.title}
            <input
              dir="auto"
              value={editing.title}
              onChange={(event) => change({ title: event.target.value })}
              className={fieldClass}
            />
          </label>
          <div className="flex items-center gap-2 pt-1">
            <Button type="submit" size="sm" variant="primary">
              {editorText.link.apply}
            </Button>
            <span className="flex-1" />
            {address && (
              <IconButton
                label={editorText.link.open}
                onPress={() => void window.open(address, '_blank', 'noopener,noreferrer')}
              >
                <ExternalLink />
              </IconButton>
            )}
            {!editing.isNew && (
              <IconButton label={editorText.link.remove} onPress={remove}>
                <Unlink />
              </IconButton>
            )}
          </div>
        </form>
      </Floating>
    ),
  };
}
