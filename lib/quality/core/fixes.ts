import { structureFindings } from './analyse.ts';
import { applyEdits, FIXABLE_CODES, type Finding, type FindingCode, findingKey, type TextEdit } from './finding.ts';
import { readText } from './read-text.ts';

/** One fix as people see it before they agree: the lines before and after. */
export interface PlannedFix {
  code: FindingCode;
  before: string;
  after: string;
}

export interface FixedText {
  content_md: string;
  fixes: PlannedFix[];
}

/** More of a line than this helps nobody to decide. */
const MOST_SHOWN = 160;

/**
 * A lesson after all fixes that need no decision, but for what somebody waved off. Headings that say nothing go first: without them
 * other levels may be right.
 */
export function fixAll(content_md: string, dismissed: readonly { code: string; subject: string }[] = []): FixedText {
  const waved = new Set(dismissed.map(({ code, subject }) => `${code}:${subject}`));
  const fixes: PlannedFix[] = [];
  let text = content_md;
  for (const codes of PASSES) {
    const found = structureFindings(readText(text)).filter(
      (one) => codes.includes(one.code) && one.fix?.needs_no_decision && !waved.has(findingKey(one)),
    );
    const edits: TextEdit[] = [];
    for (const finding of found) {
      const own = finding.fix?.edits ?? [];
      fixes.push(planned(text, finding, own));
      edits.push(...own);
    }
    text = applyEdits(text, edits);
  }
  return { content_md: text, fixes };
}

const PASSES: readonly (readonly FindingCode[])[] = [
  FIXABLE_CODES.filter((code) => code !== 'level_skipped'),
  ['level_skipped'],
];

function planned(text: string, { code, place }: Finding, edits: readonly TextEdit[]): PlannedFix {
  const { from, to } = place && 'from' in place ? place : { from: 0, to: 0 };
  const block = text.slice(from, to);
  const after = applyEdits(
    block,
    edits.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from })),
  );
  return { code, before: firstLine(block), after: firstLine(after) };
}

const firstLine = (block: string) => (block.split(/\r?\n/, 1)[0] ?? '').slice(0, MOST_SHOWN).toWellFormed();
