import type { Element, ElementContent } from 'hast';

// MathML that carries no TeX, as GitHub and publishers have it. Presentation only: what is drawn is written.

const SIGNS: Record<string, string> = {
  ...{ '×': '\\times', '÷': '\\div', '±': '\\pm', '∓': '\\mp', '·': '\\cdot', '⋅': '\\cdot', '∗': '*', '−': '-' },
  ...{ '≤': '\\le', '≥': '\\ge', '≠': '\\ne', '≈': '\\approx', '≡': '\\equiv', '∼': '\\sim', '∝': '\\propto' },
  ...{ '→': '\\to', '⇒': '\\Rightarrow', '⇔': '\\Leftrightarrow', '↦': '\\mapsto', '∈': '\\in', '∉': '\\notin' },
  ...{ '⊂': '\\subset', '⊆': '\\subseteq', '∪': '\\cup', '∩': '\\cap', '∅': '\\emptyset', '∀': '\\forall' },
  ...{ '∃': '\\exists', '¬': '\\neg', '∧': '\\land', '∨': '\\lor', '∑': '\\sum', '∏': '\\prod', '∫': '\\int' },
  ...{ '∂': '\\partial', '∇': '\\nabla', '∞': '\\infty', '…': '\\ldots', '⋯': '\\cdots', '∥': '\\Vert', '‖': '\\Vert' },
  ...{ '{': '\\{', '}': '\\}', '%': '\\%', '&': '\\&', '#': '\\#', $: '\\$', '⟨': '\\langle', '⟩': '\\rangle' },
  ...{ α: '\\alpha', β: '\\beta', γ: '\\gamma', δ: '\\delta', ε: '\\varepsilon', ϵ: '\\epsilon', ζ: '\\zeta' },
  ...{ η: '\\eta', θ: '\\theta', ι: '\\iota', κ: '\\kappa', λ: '\\lambda', μ: '\\mu', ν: '\\nu', ξ: '\\xi' },
  ...{ π: '\\pi', ρ: '\\rho', σ: '\\sigma', τ: '\\tau', φ: '\\varphi', ϕ: '\\phi', χ: '\\chi', ψ: '\\psi' },
  ...{ ω: '\\omega', Γ: '\\Gamma', Δ: '\\Delta', Θ: '\\Theta', Λ: '\\Lambda', Ξ: '\\Xi', Π: '\\Pi', Σ: '\\Sigma' },
  ...{ Φ: '\\Phi', Ψ: '\\Psi', Ω: '\\Omega', ℓ: '\\ell', ℝ: '\\mathbb{R}', ℕ: '\\mathbb{N}', ℤ: '\\mathbb{Z}' },
  // Application, invisible times and separators are heard, not seen.
  ...{ '\u2061': '', '\u2062': '', '\u2063': '', '\u00A0': '\\ ' },
};

const ACCENTS: Record<string, string> = {
  ...{ '^': 'hat', '¯': 'bar', '‾': 'bar', '~': 'tilde', '˙': 'dot', '¨': 'ddot', '→': 'vec', '⃗': 'vec' },
};

const FUNCTION = /^(sin|cos|tan|cot|sec|csc|log|ln|lg|exp|lim|max|min|sup|inf|det|dim|gcd|ker|arg|deg|Pr)$/;

const signs = (text: string) =>
  [...text]
    .map((sign) => SIGNS[sign] ?? sign)
    .map((sign) => (/^\\[a-z]+$/i.test(sign) ? `${sign} ` : sign))
    .join('');

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';

/** One sign as it is, more in braces. */
const braced = (latex: string) => (/^(\\[a-z]+|[^\\\s])$/i.test(latex.trim()) ? latex.trim() : `{${latex.trim()}}`);

/** The TeX of an element of MathML. */
export function latexOf(node: Element): string {
  const parts = node.children.filter((one): one is Element => one.type === 'element');
  const inner = () => parts.map(latexOf).join('');
  const part = (at: number) => (parts[at] ? latexOf(parts[at]).trim() : '');
  const argument = (at: number) => `{${part(at)}}`;
  const text = () => textOf(node).trim();
  switch (node.tagName) {
    case 'mi': {
      const name = text();
      if (FUNCTION.test(name)) return `\\${name} `;
      return [...name].length > 1 ? `\\mathrm{${signs(name)}}` : signs(name);
    }
    case 'mn':
    case 'mo':
      return signs(text());
    case 'mtext':
    case 'ms':
      return `\\text{${textOf(node)}}`;
    case 'mspace':
      return '\\ ';
    case 'mfrac':
      return `\\frac${argument(0)}${argument(1)}`;
    case 'msqrt':
      return `\\sqrt{${inner().trim()}}`;
    case 'mroot':
      return `\\sqrt[${part(1)}]${argument(0)}`;
    case 'msup':
      return `${base(part(0))}^${braced(part(1))}`;
    case 'msub':
      return `${base(part(0))}_${braced(part(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${base(part(0))}_${braced(part(1))}^${braced(part(2))}`;
    case 'munder':
      return `${base(part(0))}_${braced(part(1))}`;
    case 'mover': {
      const accent = ACCENTS[parts[1] ? textOf(parts[1]).trim() : ''];
      return accent ? `\\${accent}${argument(0)}` : `${base(part(0))}^${braced(part(1))}`;
    }
    case 'mtable':
      return `\\begin{matrix}${parts.map(latexOf).join(' \\\\ ')}\\end{matrix}`;
    case 'mtr':
      return parts.map((cell) => latexOf(cell).trim()).join(' & ');
    case 'annotation':
    case 'annotation-xml':
    case 'mphantom':
      return '';
    default:
      return inner();
  }
}

/** What a power or an index hangs on: more than one sign needs braces. */
const base = (latex: string) => (/^(\\[a-z]+|[^\\\s]|\\(?:mathrm|mathbb)\{\w+\})$/i.test(latex) ? latex : `{${latex}}`);
