import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { cjkEmphasis } from './syntax-emphasis.ts';
import { dollarMath } from './syntax-math.ts';

/** The Markdown of lessons, for whoever reads one: CommonMark and GFM with maths, by our own rules where theirs fail. */
export const lessonSyntax = () => unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(ownRules);

function ownRules(this: Processor) {
  const data = this.data();
  // The last to be registered is asked first.
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), cjkEmphasis, dollarMath];
}
