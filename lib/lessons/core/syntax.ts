import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { cjkEmphasis } from './syntax-emphasis.ts';
import { dollarMath } from './syntax-math.ts';
import { blockMath } from './syntax-math-block.ts';
import type { Construct } from './syntax-types.ts';

const DOLLAR = 36;

/** The Markdown of lessons, for whoever reads one: CommonMark and GFM with maths, by our own rules where theirs fail. */
export const lessonSyntax = () => unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(ownRules);

function ownRules(this: Processor) {
  const data = this.data();
  const known = data.micromarkExtensions ?? [];
  const block = known.map((one) => one.flow?.[DOLLAR]).find((one) => one && !Array.isArray(one));
  if (!block || Array.isArray(block))
    throw new Error('remark-math brings no formulas between lines of dollars any more');
  // The last to be registered is asked first.
  data.micromarkExtensions = [...known, cjkEmphasis, dollarMath, blockMath(block as Construct)];
}
