import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { afterAll, expect, test } from 'vitest';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { frontMatterLength } from '#lib/lessons/core/markdown.ts';

// Lessons as cmark-gfm, which GitHub uses, reads them and as we do: the same words in the same elements, but for what lesson Markdown
// has beyond GFM (formulas, callouts) and the differences named below.

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.join(
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.join(ROOT, '../shared/content'),
  'markdown-corpus',
);

const lessons: [name: string, markdown: string][] = [
  ...(JSON.parse(readFileSync(path.join(ROOT, 'supabase/demo/bundle.json'), 'utf8')).sparks ?? []).map(
    (spark: { slug: string; content_md: string }) => [spark.slug, spark.content_md],
  ),
  ...(existsSync(CORPUS) ? readdirSync(CORPUS) : [])
    .filter((file) => /\.mdx?$/.test(file))
    .map((file): [string, string] => [file, readFileSync(path.join(CORPUS, file), 'utf8')]),
];

const ELEMENTS = /^(p|[uo]l|li|h[1-6]|pre|code|em|strong|a|img|table|t[rdh]|blockquote|del|hr|br)$/;
/** What only we make of a text, as one word. */
const OURS = /katex|callout|mermaid/;

/** All text of a node: colours cut words of code into pieces. */
const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Elements and words in their order, each a line, punctuation by itself. */
function outline(node: Nodes, lines: string[] = []): string[] {
  if (node.type === 'text') lines.push(...(node.value.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu) ?? []));
  if (node.type === 'element') {
    const { tagName, properties } = node;
    const names = [properties.className ?? []].flat().join(' ');
    if (names.includes('heading-anchor') || /^(svg|math|script|style|button|input)$/.test(tagName)) return lines;
    // The heading that we put above the footnotes.
    if (properties.id?.toString().endsWith('footnote-label')) return lines;
    if (OURS.test(names)) {
      lines.push('[ours]');
      return lines;
    }
    if (ELEMENTS.test(tagName)) lines.push(`<${tagName}>`);
    if (tagName === 'code') outline({ type: 'text', value: textOf(node) }, lines);
    else for (const child of node.children) outline(child, lines);
    if (ELEMENTS.test(tagName)) lines.push(`</${tagName}>`);
  } else if (node.type === 'root') for (const child of node.children) outline(child, lines);
  return lines;
}

/** Differences that are known, each with its reason. */
const KNOWN: readonly { why: string; lines: RegExp }[] = [
  {
    why: 'An address after a quotation mark is a link to us, as it is on pages of GitHub.',
    lines: /^([<>] <\/?a>\s*)+$/,
  },
  {
    why: 'cmark-gfm gives up on runs of backquotes in a long paragraph that has many of them.',
    lines: /^([<>] (`|<\/?code>)\s*|---\s*)+$/,
  },
];

const folder = mkdtempSync(path.join(os.tmpdir(), 'trailwright-contracts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(lessons)('%s', async (_, markdown) => {
  // Front matter is none of the lesson; cmark-gfm does not know it.
  const text = markdown.slice(frontMatterLength(markdown));
  const extensions = ['table', 'strikethrough', 'autolink', 'tasklist', 'footnotes'].flatMap((name) => ['-e', name]);
  const theirs = execFileSync('cmark-gfm', [...extensions, '--unsafe'], { input: text, encoding: 'utf8' });
  const { html } = await renderLesson(markdown, { idPrefix: '' });
  for (const [name, made] of Object.entries({ theirs, ours: html }))
    writeFileSync(path.join(folder, name), `${outline(fromHtml(made, { fragment: true })).join('\n')}\n`);
  const { stdout } = spawnSync('diff', ['-d', path.join(folder, 'theirs'), path.join(folder, 'ours')], {
    encoding: 'utf8',
  });
  const differences = stdout
    .split(/^\d+(?:,\d+)?[acd]\d+(?:,\d+)?\n/m)
    .filter((hunk) => hunk !== '' && !hunk.includes('[ours]') && !KNOWN.some(({ lines }) => lines.test(hunk)));
  expect(differences).toEqual([]);
});
