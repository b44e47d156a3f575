import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpus, EXAMPLES, SAMPLES } from './documents.cases.ts';
import { applyEdit, KINDS, pressesNeighbours } from './edits.cases.ts';
import { type OpenedDocument, openDocument, sameDocument } from './open.ts';
import { saveDocument } from './save.ts';

// One edit of one block, over documents awkward and real (these only where the shared content is), and over the examples of
// the specifications. TRAILWRIGHT_FUZZ=20 tries twenty times as many, other ones each time.
const FUZZ = Number(process.env.TRAILWRIGHT_FUZZ ?? 1);
const LONGEST = 4_000;

/** Parts of documents short enough to try many of them, cut at empty lines. */
const PARTS = [...SAMPLES, ...corpus()].flatMap(({ markdown }) => {
  const parts = [''];
  for (const chunk of markdown.split(/(?<=\n\n)/)) {
    if ((parts.at(-1) ?? '').length + chunk.length > LONGEST) parts.push('');
    parts[parts.length - 1] += chunk;
  }
  return parts.filter((part) => part.trim() !== '');
});

const SPECIFIED = [...EXAMPLES.CommonMark, ...EXAMPLES.GFM].map(({ markdown }) => markdown);

const known = new Map<string, OpenedDocument>();

function openedOf(markdown: string): OpenedDocument {
  const opened = known.get(markdown) ?? openDocument(markdown);
  known.set(markdown, opened);
  return opened;
}

const share = fc.double({ min: 0, max: 0.9999, noNaN: true });

describe.each([
  ['of a document', PARTS, 120],
  ['of an example', SPECIFIED, 200],
] as const)('a random edit of one block %s', (_of, documents, runs) => {
  test.each(KINDS)('%s changes no byte of another block and reads as it was meant', (kind) => {
    let tried = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.record({ kind: fc.constant(kind), block: share, from: share, to: share, what: share }),
        (document, random) => {
          const opened = openedOf(documents[document % documents.length] ?? '');
          const edited = applyEdit(opened, random);
          fc.pre(edited !== null);
          if (!edited) return;
          edited.doc.check();
          tried++;
          const saved = saveDocument(opened, edited.doc);
          if (!saved.ok) {
            expect(saved.problem.code).toBe('invalid_input');
            refused++;
            return;
          }

          const after = saved.data.markdown;
          const reopened = openDocument(after);
          expect(sameDocument(reopened.doc, edited.doc)).toBe(true);
          if (pressesNeighbours(opened, edited.doc)) return;
          const { blocks, head, tail } = opened;
          const first = blocks.slice(0, edited.before).map(({ gap, source }) => gap + source);
          const last = blocks.slice(edited.after).map(({ gap, source }, at) => (at > 0 ? gap : '') + source);
          expect(after.startsWith(head + first.join(''))).toBe(true);
          expect(after.endsWith(last.join('') + tail)).toBe(true);
          if (kind === 'move') {
            const sources = reopened.blocks.map(({ source }) => source);
            expect(sources.sort()).toEqual(blocks.map(({ source }) => source).sort());
          }
        },
      ),
      FUZZ > 1 ? { numRuns: runs * FUZZ } : { numRuns: runs, seed: 20_260 },
    );
    expect(tried).toBeGreaterThan(50);
    // What is refused must be rare: marks that cross each other in ways that Markdown has no signs for.
    expect(refused / tried).toBeLessThan(0.03);
  });
});
