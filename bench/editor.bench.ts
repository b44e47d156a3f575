import { corpus, lessons, missing, SAMPLES } from '#lib/lessons/core/editor/documents.cases.ts';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { lessonSchema } from '#lib/lessons/core/editor/schema.ts';
import { measureScreen } from './editor-screen.ts';
import { type Bench, figure, type Row, timed } from './report.ts';

// A lesson of 100 KB in the model of the editor: opening it with verification, saving it untouched and with one edit, which
// reads the whole text again. Against what a plain text field does with the same text: copy it. Then the same lesson on screen.

const SIZE = 100_000;
const ROUNDS = 15;

/** Blocks of real lessons one after the other; of our own where the shared content is absent. */
function longLesson(): string {
  const documents = missing ? SAMPLES : corpus();
  const texts = documents.flatMap(({ markdown }) =>
    openDocument(markdown.replace(/\r\n?/g, '\n'))
      .blocks.filter(({ node }) => node.attrs.kind !== 'front_matter')
      .map(({ source }) => source.trimEnd()),
  );
  let lesson = '';
  // Every third block, so that all kinds of documents have their part.
  for (let at = 0; lesson.length < SIZE; at += 3) lesson += `${texts[at % texts.length]}\n\n`;
  return lesson;
}

function richShare(): Row {
  const documents = [...corpus(), ...lessons()];
  const blocks = (documents.length > 0 ? documents : SAMPLES).flatMap(({ markdown }) => openDocument(markdown).blocks);
  const source = blocks.filter(({ node }) => node.type.name === 'source_block');
  const kinds = Map.groupBy(source, ({ node }) => node.attrs.kind as string);
  const list = [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ');
  return {
    what: 'blocks that open rich',
    figure: figure([(100 * (blocks.length - source.length)) / blocks.length], '%'),
    target: { text: '>= 84 %, as the prototype', is_met: source.length / blocks.length <= 0.16 },
    how: `${blocks.length} blocks of ${documents.length || SAMPLES.length} documents; source: ${list}`,
  };
}

const bench: Bench = {
  name: 'editor',
  about: 'a lesson of 100 KB in the model of the editor and on screen',
  run: async (say) => {
    const markdown = longLesson();
    const copy: number[] = [];
    const open: number[] = [];
    const untouched: number[] = [];
    const edited: number[] = [];
    let changed = 0;
    let lines = 0;
    for (let round = 0; round < ROUNDS; round++) {
      say(`round ${round + 1} of ${ROUNDS}`);
      copy.push(await timed(async () => Buffer.from(markdown).toString()));
      let opened = openDocument('');
      open.push(
        await timed(async () => {
          opened = openDocument(markdown);
        }),
      );
      untouched.push(
        await timed(async () => {
          const saved = saveDocument(opened, opened.doc);
          if (!saved.ok || saved.data.markdown !== markdown) changed++;
        }),
      );

      const blocks = [...opened.doc.children];
      const places = blocks.flatMap(({ type, childCount }, at) =>
        type.name === 'paragraph' && childCount > 0 ? [at] : [],
      );
      const at = places[Math.floor(((round + 0.5) / ROUNDS) * places.length)] ?? 0;
      const block = blocks[at];
      if (block) blocks[at] = block.copy(block.content.addToStart(lessonSchema.text('Edited ')));
      const doc = lessonSchema.node('doc', null, blocks);
      edited.push(
        await timed(async () => {
          const saved = saveDocument(opened, doc);
          if (!saved.ok) throw new Error(saved.problem.message);
          const before = new Set(markdown.split('\n'));
          lines += saved.data.markdown.split('\n').filter((line) => !before.has(line)).length;
        }),
      );
    }
    const reference = { what: 'copying the text, as a text field does', figure: figure(copy) };
    const opening = figure(open);
    return [
      {
        what: 'open',
        figure: opening,
        reference,
        target: { text: '<= 300 ms', is_met: opening.median <= 300 },
        how: `${ROUNDS} times, warm: cutting into blocks, nodes of the editor, verification`,
      },
      {
        what: 'save untouched',
        figure: figure(untouched),
        reference,
        target: { text: '0 bytes changed', is_met: changed === 0 },
        how: 'comparing the document with the opened one',
      },
      {
        what: 'save with one edit',
        figure: figure(edited),
        reference,
        how: `a word put at the start of a paragraph, each time another; the whole is read again. Lines changed per edit: ${lines / ROUNDS}`,
      },
      ...(await measureScreen(markdown, say)),
      richShare(),
    ];
  },
};
export default bench;
