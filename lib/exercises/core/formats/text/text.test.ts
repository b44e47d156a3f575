import { describe, expect, test } from 'vitest';
import { AssetShelf } from '../assets.ts';
import { digest } from '../formats.cases.ts';
import { readText } from './read.ts';
import { Conversion, type TextFormat } from './text.ts';
import { plainOfMarkdown, writeText } from './write.ts';

function read(text: string, format: TextFormat = 'html') {
  const conversion = new Conversion(new AssetShelf(digest));
  const markdown = readText({ text, format, files: [] }, conversion, { field: 'stem', pointer: '/stem' });
  return { markdown, losses: conversion.losses.map(({ code }) => code) };
}

describe('texts of other tools as Markdown', () => {
  test.each<[string, string, string[]]>([
    ['<p>One.</p><p>Two, &amp; three</p>', 'One.\n\nTwo, & three', []],
    ['<p>H<sub>2</sub>O and <b>bold</b></p>', 'H<sub>2</sub>O and **bold**', []],
    ['x_1 and \\(x_1^2*y\\) and $5', 'x_1 and $x_1^2*y$ and $5', []],
    ['<p>\\[\\frac{a}{b}\\]</p>', '$$\n\\frac{a}{b}\n$$', []],
    ['<p>Before $$a_1$$</p>', 'Before\n\n$$\na_1\n$$', []],
    ['<pre>let a = "\\(b\\)";</pre>', '```\nlet a = "\\(b\\)";\n```', []],
    ['<p onclick="x()">a<script>alert(1)</script></p>', 'a', ['script_removed']],
    ['<a href="java\tscript:alert(1)">a</a>', 'a', ['script_removed']],
    ['<iframe src="https://x.example"></iframe>b', 'b', ['script_removed']],
    ['<video src="a.mp4"></video>b', 'b', ['media_removed']],
    ['<p><span style="color: red">red</span></p>', 'red', ['look_lost']],
    ['<p dir="ltr" style="text-align: left;">as usual</p>', 'as usual', []],
    ['<a href="mod/page.php?id=1">there</a>', 'there', ['link_lost']],
    [
      '<table><tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr></table>',
      '| a |  |\n| --- | --- |\n| 1 | 2 |',
      ['merged_cells'],
    ],
    ['1. not a list', '1\\. not a list', []],
    [`${'<b>'.repeat(150)}deep${'</b>'.repeat(150)}`, 'deep', ['text_flattened']],
  ])('%j', (html, markdown, losses) => {
    expect(read(html)).toEqual({ markdown, losses });
  });

  test('thousands of levels are words, quickly', () => {
    expect(read(`${'<div><i>'.repeat(50_000)}deep`)).toEqual({ markdown: 'deep', losses: ['text_flattened'] });
  });

  test.each<[TextFormat, string, string]>([
    ['plain', '*a* <b> & {x}', '\\*a\\* \\<b> & {x}'],
    ['moodle', 'one\ntwo', 'one\\\ntwo'],
    ['markdown', '*a* `b`', '*a* `b`'],
  ])('in the format %s', (format, text, markdown) => {
    expect(read(text, format)).toEqual({ markdown, losses: [] });
  });

  test('Markdown loses its scripts and nothing else', () => {
    const text = 'a <b>b</b>\n\n<script>alert(1)</script>\n\n[c](javascript:alert(1)) `<script>`';
    expect(read(text, 'markdown')).toEqual({ markdown: 'a <b>b</b>\n\n\n\n `<script>`', losses: ['script_removed'] });
  });

  test('a picture within its address becomes a file', () => {
    expect(read('<img alt="x" src="data:image/png;base64,aGVsbG8=">').markdown).toBe(
      '![x](/assets/2cf24dba5fb0a30e26e83b2ac5b9e29e/picture.png)',
    );
  });
});

describe('Markdown as texts of other tools', () => {
  const write = (markdown: string, isInline = false) =>
    writeText(markdown, new Conversion(new AssetShelf(digest)), { field: 'stem', isInline }).text;

  test.each([
    ['Plain words.', '<p>Plain words.</p>'],
    ['*a* $x^2$', '<p><em>a</em> \\(x^2\\)</p>'],
    ['$$\nx\n$$', '<p>\\[x\\]</p>'],
    ['<script>alert(1)</script>a <b onclick="x()">b</b>', 'a <b>b</b>'],
    ['a < b', '<p>a &#x3C; b</p>'],
  ])('%j', (markdown, html) => {
    expect(write(markdown)).toBe(html);
  });

  test('within a line a paragraph is bare', () => {
    expect(write('*a*', true)).toBe('<em>a</em>');
    expect(write('*a*\n\nb', true)).toBe('<p><em>a</em></p>\n<p>b</p>');
  });

  test('the words alone', () => {
    expect(plainOfMarkdown('**a** `b` [c](https://d.example) $e$')).toBe('a b c \\(e\\)');
  });
});
