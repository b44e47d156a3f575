'use client';

import type { Editor } from '@tiptap/core';
import { redo, undo } from '@tiptap/pm/history';
import { useEditorState } from '@tiptap/react';
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
import { Menu } from '#components/ui/menu.tsx';
import { toggleList, toggleTasks } from './commands.ts';
import { INSERTS, runInsert } from './inserts.tsx';
import { tableGroups } from './table-menu.ts';
import { editorText } from './text.ts';
import { chooseUploads } from './uploads.ts';

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

type ToolState = ReturnType<typeof readState>;

interface Tool {
  label: string;
  icon: ReactNode;
  shortcut?: string;
  /** Which part of the state says that it is on. */
  on?: keyof ToolState;
  run: (editor: Editor) => unknown;
}

const mark = (name: 'strong' | 'emphasis' | 'strike' | 'code', icon: ReactNode, shortcut: string): Tool => ({
  label: editorText.marks[name],
  icon,
  shortcut,
  on: name,
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
});

const STEPS: Tool[] = [
  {
    label: editorText.undo,
    icon: <Undo2 />,
    shortcut: 'Mod+Z',
    run: (editor) =>
      editor
        .chain()
        .focus()
        .command(({ state, dispatch }) => undo(state, dispatch))
        .run(),
  },
  {
    label: editorText.redo,
    icon: <Redo2 />,
    shortcut: 'Mod+Shift+Z',
    run: (editor) =>
      editor
        .chain()
        .focus()
        .command(({ state, dispatch }) => redo(state, dispatch))
        .run(),
  },
];
const MARKS: Tool[] = [
  mark('strong', <Bold />, 'Mod+B'),
  mark('emphasis', <Italic />, 'Mod+I'),
  mark('strike', <Strikethrough />, 'Mod+Shift+X'),
  mark('code', <Code />, 'Mod+E'),
];
const LISTS: Tool[] = [
  {
    label: editorText.lists.bullet,
    icon: <List />,
    shortcut: 'Mod+Shift+8',
    on: 'bullet',
    run: (editor) => toggleList(editor, 'bullet_list') && editor.commands.focus(),
  },
  {
    label: editorText.lists.ordered,
    icon: <ListOrdered />,
    shortcut: 'Mod+Shift+7',
    on: 'ordered',
    run: (editor) => toggleList(editor, 'ordered_list') && editor.commands.focus(),
  },
  {
    label: editorText.lists.tasks,
    icon: <ListChecks />,
    shortcut: 'Mod+Shift+9',
    on: 'task',
    run: (editor) => toggleTasks(editor) && editor.commands.focus(),
  },
  {
    label: editorText.quote,
    icon: <Quote />,
    shortcut: 'Mod+Shift+B',
    on: 'quote',
    run: (editor) => editor.chain().focus().toggleWrap('blockquote').run(),
  },
];

/** What can be done to the text, one stop of Tab and arrow keys within. */
export function EditorToolbar(props: EditorToolbarProps) {
  const { editor, onLink, onFind, isOutlineOpen, onOutline, isFocused, onFocusMode, children } = props;
  const state = useEditorState({ editor, selector: ({ editor: now }) => readState(now) });
  const draw = (tools: readonly Tool[]) =>
    tools.map(({ label, icon, shortcut, on, run }) => (
      <IconButton
        key={label}
        label={label}
        shortcut={shortcut}
        pressed={on && (state ? Boolean(state[on]) : undefined)}
        onPress={() => void run(editor)}
      >
        {icon}
      </IconButton>
    ));
  return (
    <div className="flex shrink-0 items-center gap-2 border-b px-2 py-1">
      <Toolbar
        aria-label={editorText.tools}
        className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto [scrollbar-width:none] *:shrink-0"
      >
        {draw(STEPS)}
        {LINE}
        <BlockMenu editor={editor} level={state?.level ?? 0} />
        {LINE}
        {draw([
          ...MARKS,
          { label: editorText.link.add, icon: <Link2 />, shortcut: 'Mod+Shift+K', on: 'link', run: onLink },
        ])}
        {LINE}
        {draw(LISTS)}
        {LINE}
        <InsertMenu editor={editor} />
        {draw([{ label: editorText.upload.name, icon: <ImageUp />, run: chooseUploads }])}
        {state?.table && (
          <Menu
            label={editorText.table.menu}
            groups={tableGroups(editor)}
            trigger={
              <IconButton label={editorText.table.menu}>
                <Table />
              </IconButton>
            }
          />
        )}
        {LINE}
        {draw([{ label: editorText.find.open, icon: <Search />, shortcut: 'Mod+F', run: onFind }])}
        <IconButton label={editorText.outline} pressed={isOutlineOpen} onPress={onOutline}>
          <ListTree />
        </IconButton>
        <IconButton
          label={isFocused ? editorText.leaveFocus : editorText.focus}
          pressed={isFocused}
          onPress={onFocusMode}
        >
          {isFocused ? <Minimize2 /> : <Maximize2 />}
        </IconButton>
      </Toolbar>
      {children}
    </div>
  );
}

/** A paragraph, or a heading of some level. */
function BlockMenu({ editor, level }: { editor: Editor; level: number }) {
  const chain = () => editor.chain().focus();
  const name = level === 0 ? editorText.paragraph : editorText.heading(level);
  const items = [0, 1, 2, 3, 4, 5, 6].map((one) => ({
    id: String(one),
    label: one === 0 ? editorText.paragraph : editorText.heading(one),
    shortcut: one < 5 ? `Mod+Alt+${one}` : undefined,
    checked: one === level,
    onAction: () => (one === 0 ? chain().setNode('paragraph').run() : chain().setNode('heading', { level: one }).run()),
  }));
  return (
    <Menu
      label={editorText.block}
      groups={[{ id: 'blocks', items }]}
      trigger={
        <AriaButton
          aria-label={`${editorText.block}: ${name}`}
          className="flex h-8 w-28 items-center justify-between gap-1 rounded-lg px-2 text-sm text-ink data-hovered:bg-hover"
        >
          <span className="truncate">{name}</span>
          <ChevronDown aria-hidden className="size-4 text-faint" />
        </AriaButton>
      }
    />
  );
}

/** What has no button of its own. */
function InsertMenu({ editor }: { editor: Editor }) {
  const items = INSERTS.filter(({ isBasic }) => !isBasic).map((one) => ({
    id: one.id,
    label: one.label,
    icon: one.icon,
    onAction: () => runInsert(editor, one),
  }));
  return (
    <Menu
      label={editorText.more}
      groups={[{ id: 'inserts', items }]}
      trigger={
        <IconButton label={editorText.more} shortcut="/">
          <Plus />
        </IconButton>
      }
    />
  );
}
