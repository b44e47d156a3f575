import { Node, type Schema } from '@tiptap/pm/model';
import type { Result } from '#lib/base/core/problem.ts';
import type { Prepared } from '#lib/lessons/core/editor/paste-prepare.ts';
import type { BlockMessage, Questions } from './lesson-worker.ts';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

function fail(message: string) {
  for (const { reject } of waiting.values()) reject(new Error(message));
  waiting.clear();
  worker?.terminate();
  worker = undefined;
}

/** Starts the thread of the model, so that it is there once it is needed. */
export function warmUp(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./lesson-worker.ts', import.meta.url), { type: 'module', name: 'lesson' });
  worker.onmessage = ({ data }) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.error === undefined) asked?.resolve(data.result.data as never);
    else asked?.reject(new Error(data.error));
  };
  worker.onerror = (event) => fail(event.message || 'The editor could not be loaded');
  return worker;
}

function ask<Kind extends keyof Questions>(kind: Kind, question: Questions[Kind]['ask']) {
  return new Promise<Questions[Kind]['answer']>((resolve, reject) => {
    const number = ++count;
    waiting.set(number, { resolve, reject });
    warmUp().postMessage({ number, question: { kind, ask: question } });
  });
}

/** A lesson that is open in the editor. */
export interface OpenLesson {
  doc: Node;
  /** The Markdown of the document as it is now. Only blocks that were never sent travel. */
  save: (doc: Node) => Promise<Result<{ markdown: string }>>;
  close: () => void;
}

let lessons = 0;

/** Opens Markdown as a document, off the main thread. The schema is asked for at the end: the editor is made meanwhile. */
export async function openLesson(markdown: string, schemaOf: () => Schema): Promise<OpenLesson> {
  const lesson = ++lessons;
  const blocks = await ask('open', { lesson, markdown });
  const schema = schemaOf();
  const known = new WeakMap<Node, number>();
  const nodes = blocks.map(({ id, json }) => {
    const node = Node.fromJSON(schema, json);
    known.set(node, id);
    return node;
  });
  let next = blocks.length;
  return {
    doc: schema.node('doc', null, nodes),
    save: (doc) => {
      const sent = doc.children.map((node): BlockMessage => {
        const id = known.get(node);
        if (id !== undefined) return id;
        known.set(node, next);
        return { id: next++, json: node.toJSON() };
      });
      return ask('save', { lesson, blocks: sent });
    },
    close: () => void ask('close', { lesson }).catch(() => {}),
  };
}

const toNodes = (blocks: unknown[], schema: Schema) => blocks.map((json) => Node.fromJSON(schema, json));

/** Blocks for Markdown that is put into a lesson. */
export const readMarkdown = async (markdown: string, schema: Schema) =>
  toNodes(await ask('read', { markdown }), schema);

/** What was copied as HTML: its blocks, and what became of its pictures. */
export interface CleanBlocks extends Prepared {
  blocks: Node[];
}

/** Blocks for HTML that was copied from somewhere: clean, and nothing of it can run. */
export async function readHtml(html: string, schema: Schema): Promise<CleanBlocks> {
  const { blocks, ...pictures } = await ask('clean', { html, origin: location.origin });
  return { ...pictures, blocks: toNodes(blocks, schema) };
}

/** The coloured parts of a source, or null for a language that is not known. */
export const readColours = (language: string, source: string) => ask('colour', { language, source });
