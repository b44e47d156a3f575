'use client';

import type { Editor } from '@tiptap/core';
import { redo, undo } from '@tiptap/pm/history';
import {
  Bold,
  ChevronDown,
  Code,
  ImageUp,
  Italic,
  Link2,
  List,
  ListChecks,
  ListOrdered,
  ListTree,
  Maximize2,
  Minimize2,
  Plus,
  Quote,
  Redo2,
  Search,
  Strikethrough,
  Table,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Toolbar } from 'react-aria-components/Toolbar';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuGroup } from '#components/ui/menu.tsx';
import { toggleList, toggleTasks } from './commands.ts';
import { INSERTS, runInsert } from './inserts.tsx';
import { tableGroups } from './table-menu.ts';
import { text } from './text.ts';
import { chooseUploads } from './uploads.ts';
import { useEditorValue } from './use-editor-value.ts';

export interface EditorToolbarProps {
  editor: Editor;
  onLink: () => void;
  onFind: () => void;
  isOutlineOpen: boolean;
  onOutline: () => void;
  isFocused: boolean;
  onFocusMode: () => void;
  /** The switch between rich and source. */
  children: ReactNode;
}

const LINE = <span aria-hidden className="mx-1 h-5 w-px shrink-0 self-center bg-line" />;

const readState = (editor: Editor) => ({
  undo: undo(editor.state),
  redo: redo(editor.state),
  level: editor.isActive('heading') ? (editor.getAttributes('heading').level as number) : 0,
  strong: editor.isActive('strong'),
  emphasis: editor.isActive('emphasis'),
  strike: editor.isActive('strike'),
  code: editor.isActive('code'),
  link: editor.isActive('link'),
  bullet: editor.isActive('bullet_list') && !isTask(editor),
  ordered: editor.isActive('ordered_list'),
  task: isTask(editor),
  quote: editor.isActive('blockquote'),
  table: editor.isActive('table'),
});

const isTask = (editor: Editor) =>
  editor.isActive('list_item') && (editor.getAttributes('list_item').checked ?? null) !== null;

/** What can be done to the text, one stop of Tab and arrow keys within. */
export function EditorToolbar(props: EditorToolbarProps) {
  const { editor, onLink, onFind, isOutlineOpen, onOutline, isFocused, onFocusMode, children } = props;
  const state = useEditorValue(editor, readState);
  const chain = () => editor.chain().focus();
  const button = (label: string, icon: ReactNode, run: () => void, pressed?: boolean, shortcut?: string) => (
    <IconButton label={label} shortcut={shortcut} pressed={pressed} onPress={run}>
      {icon}
    </IconButton>
  );
  const level = state?.level ?? 0;
  const blocks: MenuGroup[] = [
    {
      id: 'blocks',
      items: [0, 1, 2, 3, 4, 5, 6].map((one) => ({
        id: String(one),
        label: one === 0 ? text.paragraph : text.heading(one),
        shortcut: one < 5 ? `Mod+Alt+${one}` : undefined,
        checked: one === level,
        onAction: () =>
          one === 0 ? chain().setNode('paragraph').run() : chain().setNode('heading', { level: one }).run(),
      })),
    },
  ];
  const inserts: MenuGroup[] = [
    {
      id: 'inserts',
      items: INSERTS.filter(({ isBasic }) => !isBasic).map((one) => ({
        id: one.id,
        label: one.label,
        icon: one.icon,
        onAction: () => runInsert(editor, one),
      })),
    },
  ];

  return (
    <div className="flex shrink-0 items-center gap-2 border-b px-2 py-1">
      <Toolbar
        aria-label={text.tools}
        className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto [scrollbar-width:none] *:shrink-0"
      >
        {button(
          text.undo,
          <Undo2 />,
          () =>
            chain()
              .command(({ state, dispatch }) => undo(state, dispatch))
              .run(),
          undefined,
          'Mod+Z',
        )}
        {button(
          text.redo,
          <Redo2 />,
          () =>
            chain()
              .command(({ state, dispatch }) => redo(state, dispatch))
              .run(),
          undefined,
          'Mod+Shift+Z',
        )}
        {LINE}
        <Menu
          label={text.block}
          groups={blocks}
          trigger={
            <AriaButton
              aria-label={`${text.block}: ${level === 0 ? text.paragraph : text.heading(level)}`}
              className="flex h-8 w-28 items-center justify-between gap-1 rounded-lg px-2 text-sm text-ink data-hovered:bg-hover"
            >
              <span className="truncate">{level === 0 ? text.paragraph : text.heading(level)}</span>
              <ChevronDown aria-hidden className="size-4 text-faint" />
            </AriaButton>
          }
        />
        {LINE}
        {button(text.marks.strong, <Bold />, () => chain().toggleMark('strong').run(), state?.strong, 'Mod+B')}
        {button(text.marks.emphasis, <Italic />, () => chain().toggleMark('emphasis').run(), state?.emphasis, 'Mod+I')}
        {button(
          text.marks.strike,
          <Strikethrough />,
          () => chain().toggleMark('strike').run(),
          state?.strike,
          'Mod+Shift+X',
        )}
        {button(text.marks.code, <Code />, () => chain().toggleMark('code').run(), state?.code, 'Mod+E')}
        {button(text.link.add, <Link2 />, onLink, state?.link, 'Mod+Shift+K')}
        {LINE}
        {button(
          text.lists.bullet,
          <List />,
          () => toggleList(editor, 'bullet_list') && editor.commands.focus(),
          state?.bullet,
          'Mod+Shift+8',
        )}
        {button(
          text.lists.ordered,
          <ListOrdered />,
          () => toggleList(editor, 'ordered_list') && editor.commands.focus(),
          state?.ordered,
          'Mod+Shift+7',
        )}
        {button(
          text.lists.tasks,
          <ListChecks />,
          () => toggleTasks(editor) && editor.commands.focus(),
          state?.task,
          'Mod+Shift+9',
        )}
        {button(text.quote, <Quote />, () => chain().toggleWrap('blockquote').run(), state?.quote, 'Mod+Shift+B')}
        {LINE}
        <Menu
          label={text.more}
          groups={inserts}
          trigger={
            <IconButton label={text.more} shortcut="/">
              <Plus />
            </IconButton>
          }
        />
        {button(text.upload.name, <ImageUp />, () => chooseUploads(editor))}
        {state?.table && (
          <Menu
            label={text.table.menu}
            groups={tableGroups(editor)}
            trigger={
              <IconButton label={text.table.menu}>
                <Table />
              </IconButton>
            }
          />
        )}
        {LINE}
        {button(text.find.open, <Search />, onFind, undefined, 'Mod+F')}
        {button(text.outline, <ListTree />, onOutline, isOutlineOpen)}
        {button(
          isFocused ? text.leaveFocus : text.focus,
          isFocused ? <Minimize2 /> : <Maximize2 />,
          onFocusMode,
          isFocused,
        )}
      </Toolbar>
      {children}
    </div>
  );
}
