import { Node } from 'prosemirror-model';
import { ok, type Result } from '#lib/base/core/problem.ts';
import { type OpenedDocument, openDocument } from '#lib/lessons/core/editor/open.ts';
import { pastedFrom } from '#lib/lessons/core/editor/paste.ts';
import type { Prepared } from '#lib/lessons/core/editor/paste-prepare.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { lessonSchema } from '#lib/lessons/core/editor/schema.ts';
import { type CodeToken, colourCode } from './colour-code.ts';

// The model of the editor in a thread of its own. Reading and writing 100 KB takes a tenth of a second, which nobody who types
// may feel. Blocks travel once: each has a number, and both sides remember what it stands for.

/** A top-level block: its number where it is known, with its content where it is new. */
export type BlockMessage = number | SentBlock;
export interface SentBlock {
  id: number;
  json: unknown;
}

/** What can be asked, and what is answered. */
export interface Questions {
  open: { ask: { lesson: number; markdown: string }; answer: SentBlock[] };
  save: { ask: { lesson: number; blocks: BlockMessage[] }; answer: Result<{ markdown: string }> };
  close: { ask: { lesson: number }; answer: null };
  /** Blocks for a text that is put into a lesson. */
  read: { ask: { markdown: string }; answer: unknown[] };
  /** The same for HTML that was copied somewhere. */
  clean: { ask: { html: string; origin: string }; answer: Prepared & { blocks: unknown[] } };
  colour: { ask: { language: string; source: string }; answer: CodeToken[] | null };
}

export type Question = { [Kind in keyof Questions]: { kind: Kind; ask: Questions[Kind]['ask'] } }[keyof Questions];

interface OpenLesson {
  opened: OpenedDocument;
  blocks: Map<number, Node>;
}
const lessons = new Map<number, OpenLesson>();

function open({ lesson, markdown }: Questions['open']['ask']): SentBlock[] {
  const opened = openDocument(markdown);
  const blocks = new Map(opened.doc.children.map((node, id) => [id, node]));
  lessons.set(lesson, { opened, blocks });
  return [...blocks].map(([id, node]) => ({ id, json: node.toJSON() }));
}

function save({ lesson, blocks }: Questions['save']['ask']): Result<{ markdown: string }> {
  const known = lessons.get(lesson);
  if (!known) throw new Error('This lesson is not open');
  const nodes = blocks.map((block) => {
    if (typeof block !== 'number') known.blocks.set(block.id, Node.fromJSON(lessonSchema, block.json));
    const node = known.blocks.get(typeof block === 'number' ? block : block.id);
    if (!node) throw new Error('A block was never sent');
    return node;
  });
  return saveDocument(known.opened, lessonSchema.node('doc', null, nodes));
}

const blocksOf = (markdown: string) =>
  markdown.trim() === '' ? [] : openDocument(markdown).doc.children.map((node) => node.toJSON());

function clean({ html, origin }: Questions['clean']['ask']): Questions['clean']['answer'] {
  const { markdown, ...pictures } = pastedFrom(html, { origin });
  return { ...pictures, blocks: blocksOf(markdown) };
}

function answer(question: Question): unknown {
  switch (question.kind) {
    case 'open':
      return open(question.ask);
    case 'save':
      return save(question.ask);
    case 'close':
      lessons.delete(question.ask.lesson);
      return null;
    case 'read':
      return blocksOf(question.ask.markdown);
    case 'clean':
      return clean(question.ask);
    case 'colour':
      return colourCode(question.ask.language, question.ask.source);
  }
}

addEventListener('message', async ({ data }: MessageEvent<{ number: number; question: Question }>) => {
  const { number, question } = data;
  try {
    postMessage({ number, result: ok(await answer(question)) });
  } catch (error) {
    // A bug, but one that must not leave the editor waiting.
    postMessage({ number, error: error instanceof Error ? error.message : String(error) });
  }
});
