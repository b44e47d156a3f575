import {
  createCssVariablesTheme,
  createHighlighterCore,
  type HighlighterCore,
  type LanguageRegistration,
} from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** A part of a text in one colour; the name is a class of the lesson's own style sheet. */
export interface CodeToken {
  from: number;
  to: number;
  name: string;
}

const LONGEST = 30_000;

// What lessons are written about. Each is fetched with the first block that is written in it.
const LANGUAGES: Record<string, () => Promise<{ default: LanguageRegistration[] }>> = {
  bash: () => import('shiki/langs/bash.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/cpp.mjs'),
  csharp: () => import('shiki/langs/csharp.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  dockerfile: () => import('shiki/langs/dockerfile.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  haskell: () => import('shiki/langs/haskell.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  jsx: () => import('shiki/langs/jsx.mjs'),
  kotlin: () => import('shiki/langs/kotlin.mjs'),
  latex: () => import('shiki/langs/latex.mjs'),
  lua: () => import('shiki/langs/lua.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
  mermaid: () => import('shiki/langs/mermaid.mjs'),
  php: () => import('shiki/langs/php.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  r: () => import('shiki/langs/r.mjs'),
  ruby: () => import('shiki/langs/ruby.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  swift: () => import('shiki/langs/swift.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
};
const ALIASES: Record<string, string> = {
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  'c++': 'cpp',
  'c#': 'csharp',
  docker: 'dockerfile',
  js: 'javascript',
  md: 'markdown',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  tex: 'latex',
  ts: 'typescript',
  yml: 'yaml',
};

let highlighter: Promise<HighlighterCore> | undefined;

/** Coloured parts of a source, or null where the language is not known here. */
export async function colourCode(language: string, source: string): Promise<CodeToken[] | null> {
  const name = ALIASES[language] ?? language;
  const load = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
  if (!load || source.length > LONGEST) return null;
  highlighter ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: 'lesson', variablePrefix: '--code-' })],
    langs: [],
    // Grammars of another engine would need WebAssembly, which the policy of the pages does not allow.
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const shiki = await highlighter;
  await shiki.loadLanguage(await load());
  const lines = shiki.codeToTokensBase(source, { lang: name, theme: 'lesson', tokenizeTimeLimit: 300 });
  const tokens: CodeToken[] = [];
  for (const token of lines.flat()) {
    const colour = /^var\(--code-token-([a-z-]+)\)$/.exec(token.color ?? '')?.[1];
    if (!colour || token.content.trim() === '') continue;
    const last = tokens.at(-1);
    const to = token.offset + token.content.length;
    if (last?.name === `code-${colour}` && last.to === token.offset) last.to = to;
    else tokens.push({ from: token.offset, to, name: `code-${colour}` });
  }
  return tokens;
}
