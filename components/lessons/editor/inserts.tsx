import type { Editor } from '@tiptap/core';
import {
  CodeXml,
  FileCode,
  Heading1,
  Heading2,
  Heading3,
  ImageIcon,
  ImageUp,
  Info,
  Lightbulb,
  List,
  ListChecks,
  ListOrdered,
  MessageSquareWarning,
  Minus,
  OctagonAlert,
  Quote,
  Radical,
  Sigma,
  Spline,
  Superscript,
  Table,
  TriangleAlert,
  Waypoints,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { CALLOUTS, type Callout } from '#lib/lessons/core/callouts.ts';
import { addFootnote, insertBlock, insertInline, newTable, toggleList, toggleTasks } from './commands.ts';
import { editorText } from './text.ts';
import { chooseUploads } from './uploads.ts';

/** Something that can be put into a lesson by name. */
export interface Insert {
  id: string;
  label: string;
  icon: ReactNode;
  /** More words by which it is found. */
  words: string;
  /** Has a button of its own in the toolbar. */
  isBasic?: boolean;
  run: (editor: Editor) => void;
}

const CALLOUT_ICONS: Record<Callout, ReactNode> = {
  note: <Info />,
  tip: <Lightbulb />,
  important: <MessageSquareWarning />,
  warning: <TriangleAlert />,
  caution: <OctagonAlert />,
};

const heading = (level: 1 | 2 | 3, icon: ReactNode): Insert => ({
  id: `heading-${level}`,
  label: editorText.heading(level),
  icon,
  words: `h${level} title`,
  isBasic: true,
  run: (editor) => editor.chain().focus().setNode('heading', { level }).run(),
});

function callout(kind: Callout): Insert {
  return {
    id: `callout-${kind}`,
    label: CALLOUTS[kind],
    icon: CALLOUT_ICONS[kind],
    words: 'callout box hint',
    run: (editor) => {
      const { schema } = editor;
      insertBlock(editor, schema.node('callout', { kind }, schema.node('paragraph')));
    },
  };
}

/** All of them, the usual ones first. */
export const INSERTS: Insert[] = [
  heading(1, <Heading1 />),
  heading(2, <Heading2 />),
  heading(3, <Heading3 />),
  {
    id: 'bullet',
    label: editorText.lists.bullet,
    icon: <List />,
    words: 'bullets unordered ul',
    isBasic: true,
    run: (editor) => toggleList(editor, 'bullet_list'),
  },
  {
    id: 'ordered',
    label: editorText.lists.ordered,
    icon: <ListOrdered />,
    words: 'numbers ol steps',
    isBasic: true,
    run: (editor) => toggleList(editor, 'ordered_list'),
  },
  {
    id: 'tasks',
    label: editorText.lists.tasks,
    icon: <ListChecks />,
    words: 'todo checklist boxes',
    isBasic: true,
    run: toggleTasks,
  },
  {
    id: 'table',
    label: editorText.table.add,
    icon: <Table />,
    words: 'grid rows columns',
    run: (editor) => insertBlock(editor, newTable(editor)),
  },
  {
    id: 'code',
    label: editorText.code.block,
    icon: <FileCode />,
    words: 'fence program listing',
    run: (editor) => insertBlock(editor, editor.schema.node('code_block')),
  },
  {
    id: 'diagram',
    label: editorText.diagram.block,
    icon: <Waypoints />,
    words: 'mermaid graph flowchart drawing',
    run: (editor) =>
      insertBlock(
        editor,
        editor.schema.node('code_block', { language: 'mermaid' }, editor.schema.text(editorText.diagram.sample)),
      ),
  },
  ...(Object.keys(CALLOUTS) as Callout[]).map(callout),
  {
    id: 'block-math',
    label: editorText.math.block,
    icon: <Sigma />,
    words: 'math maths equation latex katex display',
    run: (editor) => insertBlock(editor, editor.schema.node('block_math'), 'panel'),
  },
  {
    id: 'inline-math',
    label: editorText.math.inline,
    icon: <Radical />,
    words: 'math maths inline latex katex',
    run: (editor) => insertInline(editor, 'inline_math', {}),
  },
  {
    id: 'upload',
    label: editorText.upload.name,
    icon: <ImageUp />,
    words: 'upload picture photo image file attachment pdf download',
    run: chooseUploads,
  },
  {
    id: 'image',
    label: editorText.image.name,
    icon: <ImageIcon />,
    words: 'image photo figure',
    run: (editor) => insertInline(editor, 'image', {}),
  },
  {
    id: 'spark',
    label: editorText.link.spark,
    icon: <Spline />,
    words: 'lesson internal wiki',
    run: (editor) => editor.chain().focus().insertContent('[[').run(),
  },
  { id: 'footnote', label: editorText.footnote.add, icon: <Superscript />, words: 'note reference', run: addFootnote },
  {
    id: 'quote',
    label: editorText.quote,
    icon: <Quote />,
    words: 'blockquote',
    isBasic: true,
    run: (editor) => editor.chain().focus().toggleWrap('blockquote').run(),
  },
  {
    id: 'rule',
    label: editorText.rule,
    icon: <Minus />,
    words: 'hr horizontal separator',
    run: (editor) => insertBlock(editor, editor.schema.node('thematic_break'), 'after'),
  },
  {
    id: 'html',
    label: editorText.html.add,
    icon: <CodeXml />,
    words: 'source raw markup',
    run: (editor) =>
      insertBlock(
        editor,
        editor.schema.node('source_block', { kind: 'html' }, editor.schema.text(editorText.html.sample)),
      ),
  },
];

/** Puts it in, over the words by which it was found. */
export function runInsert(editor: Editor, insert: Insert, over?: { from: number; to: number }) {
  if (over) editor.view.dispatch(editor.state.tr.delete(over.from, over.to));
  insert.run(editor);
}

/** Those whose name or words begin with what was typed. */
export function findInserts(typed: string): Insert[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ label, words }: Insert) => {
    const own = label.toLowerCase();
    if (own.startsWith(typed.toLowerCase())) return 0;
    const all = `${own} ${words}`.split(/\s+/);
    return wanted.every((word) => all.some((one) => one.startsWith(word))) ? 1 : 2;
  };
  return INSERTS.map((insert) => ({ insert, rank: rank(insert) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ insert }) => insert);
}
