import { diffWordsWithSpace } from 'diff';
import type { Node } from 'prosemirror-model';
import { Transform } from 'prosemirror-transform';
import { fail, type Result } from '#lib/base/core/problem.ts';
import { findAnchor, type Passage } from '#lib/comments/core/anchor.ts';
import { plainText } from '#lib/comments/core/plain-text.ts';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import type { PassageChange } from './change.ts';

const TEXT = {
  gone: 'These words are not in the lesson any more. Select them again.',
  across:
    'These words are not in one paragraph, or they are no plain words. Select less, or change them in the editor of the lesson.',
  lines: 'A suggestion is one line of words. Write paragraphs and lists in the editor of the lesson.',
  same: 'The words are the same as before.',
};

/** The Markdown of a lesson with other words for one passage: whatever else stands there keeps its bytes and its marks. */
export function changePassage(content_md: string, passage: PassageChange['passage']): Result<string> {
  if (passage.words === passage.quote) return fail('invalid_input', TEXT.same);
  if (/[\r\n]/.test(passage.words)) return fail('invalid_input', TEXT.lines);
  const opened = openDocument(content_md);
  const shown = shownText(opened.doc);
  const found = findAnchor(shown.text, passage);
  if (!found || shown.text.slice(found.from, found.to) !== passage.quote) return fail('not_found', TEXT.gone);
  const doc = replaceWords(opened.doc, shown.positions, found, passage);
  if (!doc) return fail('invalid_input', TEXT.across);
  const saved = saveDocument(opened, doc);
  return saved.ok ? { ok: true, data: saved.data.markdown } : saved;
}

/** The text as it is shown, and of each character its place in the document. */
function shownText(doc: Node): { text: string; positions: number[] } {
  const letters: string[] = [];
  const at: number[] = [];
  doc.descendants((node, pos) => {
    // Words of two blocks do not run together.
    if (node.isBlock) {
      letters.push(' ');
      at.push(pos);
    }
    for (let nth = 0; nth < (node.text?.length ?? 0); nth++) {
      letters.push(node.text?.charAt(nth) ?? '');
      at.push(pos + nth);
    }
    return true;
  });
  const { text, places } = plainText(letters.join(''));
  return { text, positions: places.map((place) => at[place] as number) };
}

/** Changes word by word, from the end: each word that stays keeps its marks. Null where the passage is not within one block of text. */
function replaceWords(
  doc: Node,
  positions: readonly number[],
  { from, to }: Passage,
  { quote, words }: PassageChange['passage'],
) {
  const [first, last] = [positions[from], positions[to - 1]];
  if (first === undefined || last === undefined) return null;
  const [start, end] = [doc.resolve(first), doc.resolve(last)];
  const isPlain = last - first === to - from - 1 && doc.textBetween(first, last + 1, '\n', '\n').length === to - from;
  if (!start.sameParent(end) || !start.parent.isTextblock || !isPlain) return null;
  const change = new Transform(doc);
  let at = last + 1;
  let added: string | null = null;
  const put = (position: number) => {
    if (added) change.insert(position, doc.type.schema.text(added, doc.resolve(position).marks()));
    added = null;
  };
  for (const part of diffWordsWithSpace(quote, words).toReversed()) {
    if (part.added) {
      added = part.value;
      continue;
    }
    if (part.removed) {
      const begin = at - part.value.length;
      const marks = doc.resolve(begin + 1).marks();
      // Other words for words take their place, marks and all.
      if (added) change.replaceWith(begin, at, doc.type.schema.text(added, marks));
      else change.delete(begin, at);
      added = null;
      at = begin;
    } else {
      put(at);
      at -= part.value.length;
    }
  }
  put(at);
  return change.doc;
}
