import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark } as Record<string, string>,
  ]),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string, theme: string): number {
  const [a, b] = [one, other].map((name) => luminance(tokens.get(name)?.[theme] ?? '#nan')) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ['canvas', 'surface', 'raised', 'sunken'];
const STATES = ['draft', 'published', 'changed', 'blocked', 'stale', 'archived'];
const CODE = ['keyword', 'string', 'constant', 'function', 'parameter', 'comment', 'punctuation'];

const TEXT: [string, string][] = [
  ...['text', 'text-muted', 'text-faint', 'accent-text', 'danger-text'].flatMap((ink) =>
    GROUNDS.map((ground): [string, string] => [ink, ground]),
  ),
  ...['accent', 'accent-hover', 'danger', 'danger-hover'].map((ground): [string, string] => ['on-accent', ground]),
  ...['text', 'text-muted', 'text-faint', 'accent-text'].map((ink): [string, string] => [ink, 'accent-soft']),
  ...['text', 'text-muted', 'danger-text'].map((ink): [string, string] => [ink, 'danger-soft']),
  ...STATES.flatMap((state): [string, string][] => [
    [state, `${state}-soft`],
    ['text', `${state}-soft`],
    ['text-muted', `${state}-soft`],
    [state, 'surface'],
    [state, 'canvas'],
  ]),
  ...CODE.map((kind): [string, string] => [`code-${kind}`, 'code-ground']),
  ['text', 'selection'],
];

const SHAPES: [string, string][] = [
  ...['field-line', 'focus'].flatMap((line) => GROUNDS.map((ground): [string, string] => [line, ground])),
  ...['prerequisite', 'deepens', 'recommended', 'related'].flatMap((kind): [string, string][] => [
    [`link-${kind}`, 'canvas'],
    [`link-${kind}`, 'surface'],
  ]),
];

describe.each(['light', 'dark'])('%s', (theme) => {
  it.each(TEXT)('%s reads on %s', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('%s stands out from %s', (shape, ground) => {
    expect(contrast(shape, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
