// Texts that made a parser, a regular expression or an index work the square of their length, or might.

const repeated = (text: string, length = 99_000) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** About 99 KB each, what a lesson may have. */
export const HOSTILE_LESSONS: Record<string, string> = {
  underscores: repeated('_xq'),
  brackets: `${repeated('[', 98_000)}](x)`,
  'empty links': repeated('[a]('),
  tags: `${repeated('<a', 98_000)}>`,
  dots: repeated('.aA'),
  camels: repeated('aA'),
  plus: repeated('C++'),
  accents: `a${repeated('\u0301\u0323', 98_000)}`,
  'one word': repeated('loop '),
  characters: Array.from({ length: 99_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join(''),
  'many words': Array.from({ length: 14_000 }, (_, n) => `w${n.toString(36)}`).join(' '),
  'all letters': repeated('a b c d e f g h i j k l m n o p q r s t u v w x y '),
};

export const HOSTILE_QUERIES = [
  'loop',
  '_xq'.repeat(60),
  'a b c d e f g h i j k l m n o p q r s t u v w x',
  '"a b c d e f g h i j k l m n o p q r s t u v w"',
  'a or b or c or d or e or f or g or h or i or j or k',
  'w*',
  'w',
  'aAaAaAaAaAaAaAaAaAaAaAaA',
  '一丁七万丈三上下不与丐丑专',
  '-'.repeat(200),
  '"'.repeat(200),
  '('.repeat(200),
  `loop ${'-x '.repeat(60)}`,
  'xq -loop',
];
