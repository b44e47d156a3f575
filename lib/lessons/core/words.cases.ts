/** Markdown and how many words of prose it holds: the editor and the page for readers count alike. */
export const WORD_CASES: [what: string, markdown: string, words: number][] = [
  ['nothing', '', 0],
  ['English', "It's a planet: 3.5 years, well-known.", 7],
  ['marks within a word', 'un**believ**able', 1],
  ['lines and breaks', 'one\ntwo  \nthree\\\nfour', 4],
  ['lists, tables and callouts', '- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n> [!NOTE]\n> five', 7],
  ['code and formulas are not read', '`one` two $x + y$\n\n```js\nconst a = 1;\n```\n\n$$\nx\n$$', 2],
  ['definitions and front matter are not read', '---\ntitle: x\n---\n\none[^1]\n\n[a]: b\n\n[^1]: two', 2],
  ['tags are not read', '<div class="a b">\none <b>two</b>\n</div>\n\nthree <kbd>four</kbd>', 4],
  ['Japanese has words without spaces', '惑星は恒星の周りを回る。', 7],
  ['Arabic', 'الكوكب يدور حول النجم.', 4],
  ['emoji are no words', '👩‍🚀 🚀', 0],
];
