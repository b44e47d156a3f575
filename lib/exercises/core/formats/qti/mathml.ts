import type { XmlElement } from '../xml.ts';
import { below, wordsIn } from './tree.ts';

/** Signs of MathML that have another name in TeX. */
const SIGNS: Record<string, string> = {
  '×': '\\times',
  '·': '\\cdot',
  '⋅': '\\cdot',
  '÷': '\\div',
  '±': '\\pm',
  '−': '-',
  '≤': '\\le',
  '≥': '\\ge',
  '≠': '\\ne',
  '≈': '\\approx',
  '→': '\\to',
  '∞': '\\infty',
  '∑': '\\sum',
  '∫': '\\int',
  '∏': '\\prod',
  '√': '\\surd',
  '∈': '\\in',
  '°': '^\\circ',
  π: '\\pi',
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  Δ: '\\Delta',
  θ: '\\theta',
  λ: '\\lambda',
  μ: '\\mu',
  σ: '\\sigma',
  ω: '\\omega',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '#': '\\#',
  '&': '\\&',
  // What multiplies or applies without being seen.
  '\u2061': '',
  '\u2062': '',
  '\u2063': '',
};

/** TeX of a formula in MathML: the one it brings, or one of its parts. Null where a part is not known. */
export function latexOf(math: XmlElement): string | null {
  const tex = below(math).find(
    ({ name, attributes }) => name === 'annotation' && /tex/i.test(attributes.encoding ?? ''),
  );
  if (tex) return tex.text.trim();
  const latex = rowOf(math.children);
  return latex === null || latex.trim() === '' ? null : latex.trim();
}

function rowOf(elements: readonly XmlElement[]): string | null {
  const parts = elements.map(partOf);
  return parts.some((one) => one === null) ? null : parts.join(' ').replace(/ +/g, ' ');
}

type Write = (...parts: string[]) => string;

const WRITERS: Record<string, [parts: number, write: Write]> = {
  mfrac: [2, (above, under) => `\\frac{${above}}{${under}}`],
  msup: [2, (base, above) => `{${base}}^{${above}}`],
  msub: [2, (base, under) => `{${base}}_{${under}}`],
  msubsup: [3, (base, under, above) => `{${base}}_{${under}}^{${above}}`],
  mover: [2, (base, above) => `\\overset{${above}}{${base}}`],
  munder: [2, (base, under) => `\\underset{${under}}{${base}}`],
  munderover: [3, (base, under, above) => `{${base}}_{${under}}^{${above}}`],
  mroot: [2, (base, degree) => `\\sqrt[${degree}]{${base}}`],
};

const ROWS = /^(math|mrow|mstyle|mpadded|mphantom|semantics)$/;

function partOf(element: XmlElement): string | null {
  const { name, children, attributes } = element;
  const words = wordsIn(element).trim();
  if (name === 'mi' || name === 'mn' || name === 'mo') return signsOf(words, name);
  if (name === 'mtext') return `\\text{${words.replace(/[\\{}$%#&_^~]/g, (sign) => `\\${sign}`)}}`;
  if (name === 'mspace') return '\\ ';
  if (name === 'annotation' || name === 'annotation-xml') return '';
  if (ROWS.test(name)) return rowOf(children);
  const inner = rowOf(children);
  if (inner === null) return null;
  if (name === 'msqrt') return `\\sqrt{${inner}}`;
  if (name === 'mfenced')
    return `${signsOf(attributes.open ?? '(', 'mo')}${inner}${signsOf(attributes.close ?? ')', 'mo')}`;
  const writer = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined;
  const parts = children.map(partOf);
  if (!writer || parts.length !== writer[0] || parts.some((one) => one === null)) return null;
  return writer[1](...(parts as string[]));
}

/** A name of several letters is one word, as sin is. */
function signsOf(words: string, name: string): string {
  const isWord = name === 'mi' && /^[A-Za-z]{2,}$/.test(words);
  if (isWord) return `\\mathrm{${words}}`;
  const written = [...words].map((sign) => (Object.hasOwn(SIGNS, sign) ? (SIGNS[sign] ?? '') : sign));
  return written.map((one) => (/^\\[A-Za-z]+$/.test(one) ? `${one} ` : one)).join('');
}
