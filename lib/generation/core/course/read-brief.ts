import { BRIEF_FIELDS, type BriefField, type CourseBrief, EMPTY_BRIEF, MOST_CHARACTERS } from './brief.ts';

// A COURSE-BRIEF.md is written by people, after one template or another: fields are headings with text below them, or lines "label: value",
// in a list, in bold, in a table or in front matter. Names are looked for among those that briefs have used, in English and Portuguese.

/** Beyond so many lines nothing is read. */
const MOST_LINES = 20_000;
const MOST_LINE = 4_000;
const MOST_QUOTED = 500;

const NAMES: Record<BriefField, readonly string[]> = {
  title: ['title', 'course title', 'course name', 'name', 'titulo', 'titulo do curso', 'nome do curso'],
  audience: [
    'audience',
    'target audience',
    'who it is for',
    'who is it for',
    'who this is for',
    'for whom',
    'icp',
    'ideal customer profile',
    'ideal customer',
    'ideal learner',
    'learners',
    'target learners',
    'publico alvo',
    'publico',
    'demographics',
    'pain points',
    'goals',
    'objections',
  ],
  outcomes: [
    'outcomes',
    'learning outcomes',
    'learning objectives',
    'objectives',
    'course objectives',
    'what they can do afterwards',
    'what learners will be able to do',
    'what you will learn',
    'objetivos',
    'objetivos de aprendizagem',
    'resultados',
  ],
  prior: [
    'prerequisites',
    'prior knowledge',
    'what they know before',
    'requirements',
    'knowledge level',
    'level',
    'pre requisitos',
    'nivel',
  ],
  lessons: [
    'lessons',
    'number of lessons',
    'lesson count',
    'lessons count',
    'total lessons',
    'aulas',
    'licoes',
    'numero de aulas',
  ],
  minutes: [
    'minutes a lesson',
    'minutes per lesson',
    'lesson length',
    'lesson duration',
    'duration per lesson',
    'minutes',
    'duracao por aula',
    'duracao das aulas',
  ],
  voice: ['voice', 'voice profile', 'tone', 'tone of voice', 'style', 'persona', 'mind', 'voz', 'tom', 'tom de voz'],
  include: [
    'must be in',
    'must include',
    'must have',
    'must haves',
    'must cover',
    'include',
    'in scope',
    'scope',
    'topics',
    'key topics',
    'content',
    'deve incluir',
    'conteudo',
    'topicos',
  ],
  exclude: ['must not be in', 'must not include', 'exclude', 'out of scope', 'not in scope', 'avoid', 'fora do escopo'],
  keywords: ['keywords', 'tags', 'key words', 'search terms', 'palavras chave', 'etiquetas'],
};
const FIELDS = new Map(BRIEF_FIELDS.flatMap((field) => NAMES[field].map((name) => [name, field] as const)));
/** What is said in a word or a number, and so wherever it stands. */
const FACTS: readonly BriefField[] = ['title', 'lessons', 'minutes', 'keywords'];
/** Headings that only hold others. */
const HOLDERS = new Set([
  'course brief',
  'brief',
  'basic information',
  'basic info',
  'informacoes basicas',
  'overview',
  'course',
  'structure',
  'course structure',
]);

/** A name as it is looked for: without its number, accents, marks and case. */
const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^[\s\d.)]+/, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const fieldOf = (name: string): BriefField | undefined => FIELDS.get(plainName(name));

/** Without the marks of a list, of bold and of code. */
const unmarked = (text: string): string =>
  text
    .replace(/^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/, '')
    .replace(/\*\*|__|`/g, '')
    .trim();

/** A line that names its field itself: "- **Title:** Levain", "| Title | Levain |". */
function labelled(text: string): { field: BriefField; value: string; name: string } | null {
  const cells = text.startsWith('|') ? text.split('|').map((cell) => cell.trim()) : null;
  const plain = cells && cells.length === 4 ? `${cells[1]}: ${cells[2]}` : text;
  const bare = unmarked(plain);
  const at = bare.indexOf(':');
  if (at < 1 || at > 60) return null;
  const name = bare.slice(0, at);
  const field = fieldOf(name);
  return field ? { field, name, value: bare.slice(at + 1).trim() } : null;
}

const headingIn = (text: string): { depth: number; name: string } | null => {
  const [, marks, name] = /^(#{1,6})[ \t]+(.*)$/.exec(text) ?? [];
  return marks === undefined || name === undefined ? null : { depth: marks.length, name: name.replace(/[\s#]+$/, '') };
};

/** The title that a first heading gives: "# COURSE-BRIEF: Levain" and "# Levain" both say it. */
const titleIn = (heading: string): string =>
  heading.replace(/^course[- ]?brief\s*[:–—-]?\s*/i, '').replace(/^brief\s*[:–—-]\s*/i, '');

/** Reads a brief into the fields of a course: each with the line it stands at, and what was not understood as it stands. */
export function readBrief(text: string, file_name: string | null = null): CourseBrief {
  const brief: CourseBrief = { ...EMPTY_BRIEF, file_name, lines: {}, not_understood: [] };
  let [section, depth]: [BriefField | null, number] = [null, 0];
  const quote = (nth: number, said: string) => {
    if (brief.not_understood.length < MOST_QUOTED) brief.not_understood.push({ line: nth, text: said.slice(0, 500) });
  };
  const put = (field: BriefField, said: string, nth: number, from = nth) => {
    if (said === '') return;
    const joined = brief[field] === '' ? said : `${brief[field]}${field === 'keywords' ? ', ' : '\n'}${said}`;
    if (joined.length > MOST_CHARACTERS[field]) return quote(nth, said);
    brief[field] = joined;
    brief.lines[field] ??= from;
  };
  const take = (raw: string, nth: number) => {
    const said = raw.trim();
    if (said === '' || /^(?:-{3,}|={3,}|\*{3,}|```.*)$/.test(said) || /^\|[\s:|-]+\|$/.test(said)) return;
    const heading = headingIn(said);
    if (heading) {
      const field = fieldOf(heading.name);
      const isFirst = heading.depth === 1 && brief.title === '';
      if (field && field === section && heading.depth > depth) return put(field, `${unmarked(heading.name)}:`, nth);
      if (field || heading.depth <= depth || section === null) [section, depth] = [field ?? null, heading.depth];
      else return put(section, `${unmarked(heading.name)}:`, nth);
      if (field) return;
      if (isFirst && titleIn(heading.name).trim() !== '') put('title', titleIn(heading.name).trim(), nth);
      else if (!HOLDERS.has(plainName(heading.name))) quote(nth, said);
      return;
    }
    const own = labelled(said);
    // Within a section its own words may look like labels: "Avoid: jargon" below "Voice" says nothing of what must not be in.
    if (own && (section === null || own.field === section || FACTS.includes(own.field))) {
      put(own.field, own.field === section && own.value !== '' ? unmarked(said) : own.value, nth);
      if (own.value === '') [section, depth] = [own.field, Math.max(depth, 6)];
    } else if (section) put(section, unmarked(said), nth);
    else quote(nth, said);
  };
  for (const [at, raw] of linesOf(text).entries()) take(raw, at + 1);
  return brief;
}

/** The lines of a text, each of a length that can be looked at; hints in comments are none of its words. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, MOST_LINES);
  let isHint = false;
  return lines.map((raw) => {
    const line = raw.slice(0, MOST_LINE);
    if (isHint) {
      const end = line.indexOf('-->');
      if (end === -1) return '';
      isHint = false;
      return line.slice(end + 3);
    }
    const start = line.indexOf('<!--');
    if (start === -1) return line;
    const end = line.indexOf('-->', start);
    if (end !== -1) return line.slice(0, start) + line.slice(end + 3);
    isHint = true;
    return line.slice(0, start);
  });
}
