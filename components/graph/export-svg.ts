import { LINK_WORDS } from '#components/base/link-stroke.tsx';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { CARD, FRAME, type Rect } from '#lib/graph/core/layout.ts';
import { bendOf, type Scene, type SceneFrame } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { plainAlpha } from './draw-lines.ts';
import { fitText, isRightToLeft } from './draw-text.ts';
import type { DrawWords } from './drawing.ts';
import { STROKES, strokeWidth } from './strokes.ts';

export const EXPORT_MARGIN = 48;
export const LEGEND_HEIGHT = 56;

const escaped = (text: string) =>
  text.replace(/[<>&"]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign] ?? sign);
const round = (value: number) => Math.round(value * 10) / 10;

/** A scene as SVG: the same frames, lines and titles as on the canvas, with a legend, readable without the studio. */
export function sceneToSvg(scene: Scene, colours: Colours, words: DrawWords, title: string): string {
  const measure = document.createElement('canvas').getContext('2d');
  if (!measure) throw new Error('no canvas');
  const { bounds } = scene;
  const area = {
    x: bounds.x - EXPORT_MARGIN,
    y: bounds.y - EXPORT_MARGIN - 40,
    width: Math.max(bounds.width, 720) + 2 * EXPORT_MARGIN,
    height: bounds.height + 2 * EXPORT_MARGIN + 40 + LEGEND_HEIGHT,
  };
  const write = (lines: readonly string[], box: { x: number; y: number; width: number }, size: number, how: string) => {
    const isRtl = isRightToLeft(lines[0] ?? '');
    const x = round(isRtl ? box.x + box.width : box.x);
    // Its anchor is where its script begins.
    return lines
      .map(
        (line, at) =>
          `<text x="${x}" y="${round(box.y + at * size * 1.25)}" font-size="${round(size)}"${isRtl ? ' direction="rtl"' : ''} ${how}>${escaped(line)}</text>`,
      )
      .join('');
  };
  const cut = (text: string, width: number, most: number, size: number, weight: number) => {
    measure.font = `${weight} ${size}px ${colours.font}`;
    return fitText(measure, text, width, most);
  };
  const box = ({ x, y, width, height }: Rect, radius: number, fill: string, stroke: string) =>
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`;

  const parts: string[] = [];
  for (const { rect, title: name } of scene.fields)
    parts.push(
      write(
        cut(name || words.nowhereGroup, rect.width, 1, 24, 600),
        { ...rect, y: rect.y - 16 },
        24,
        `font-weight="600" fill="${colours.muted}"`,
      ),
    );
  const frame = ({ rect, isFolded, title: name, ...rest }: SceneFrame) => {
    const nowhere = scene.step === 'groups' ? words.nowhereGroup : words.nowhere;
    const head = write(
      cut(name || nowhere, rect.width - 2 * FRAME.padding, isFolded ? 3 : 1, isFolded ? 22 : 15, 600),
      { x: rect.x + FRAME.padding, y: rect.y + 34, width: rect.width - 2 * FRAME.padding },
      isFolded ? 22 : 15,
      `font-weight="600" fill="${colours.text}"`,
    );
    const count = isFolded
      ? write(
          [words.count({ rect, isFolded, title: name, ...rest })],
          { x: rect.x + FRAME.padding, y: rect.y + rect.height - 20, width: rect.width - 2 * FRAME.padding },
          16,
          `fill="${colours.muted}"`,
        )
      : '';
    return (
      box(rect, 16, isFolded ? colours.surface : colours.sunken, isFolded ? colours.lineStrong : colours.line) +
      head +
      count
    );
  };
  for (const one of scene.frames) if (!one.isFolded) parts.push(frame(one));
  parts.push(linesOf(scene, colours));
  for (const one of scene.frames) if (one.isFolded) parts.push(frame(one));
  for (const node of scene.cards) {
    const rect = scene.rectOf(node);
    const { title: name = '', is_published = false } = scene.graph.nodes[node] ?? {};
    const lines = cut(name, CARD.width - 20, 3, 14, 500);
    const top = rect.y + CARD.height / 2 + 5 - ((lines.length - 1) * 14 * 1.25) / 2;
    parts.push(
      box(rect, 8, is_published ? colours.surface : colours.draftSoft, colours.lineStrong),
      write(lines, { x: rect.x + 10, y: top, width: CARD.width - 20 }, 14, `font-weight="500" fill="${colours.text}"`),
    );
  }
  parts.push(legend(area.x + EXPORT_MARGIN, area.y + area.height - LEGEND_HEIGHT / 2, colours));
  const view = [area.x, area.y, area.width, area.height].map(round);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view.join(' ')}" width="${view[2]}" height="${view[3]}" role="img" font-family="${escaped(colours.font)}">` +
    `<title>${escaped(title)}</title><rect x="${view[0]}" y="${view[1]}" width="${view[2]}" height="${view[3]}" fill="${colours.canvas}"/>` +
    `${parts.join('')}</svg>`
  );
}

function linesOf(scene: Scene, colours: Colours): string {
  const { lines } = scene;
  const alpha = plainAlpha(scene);
  const paths: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    const quiet = lines.quiet[line];
    if (quiet === 1 || (quiet === 2 && scene.step !== 'nodes')) continue;
    const [x1, y1, x2, y2] = [...lines.ends.subarray(4 * line, 4 * line + 4)].map(round) as [
      number,
      number,
      number,
      number,
    ];
    const type = LINK_TYPES[lines.type[line] as number] ?? 'prerequisite';
    const wide = strokeWidth(type, lines.weight[line] as number);
    const dashes = STROKES[type].dashes.length > 0 ? ` stroke-dasharray="${STROKES[type].dashes.join(' ')}"` : '';
    const bend = round(bendOf(x1, x2, y1, y2));
    const way = quiet
      ? `M${x1} ${y1}h24M${x2 - 24} ${y2}h24`
      : `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    paths.push(
      `<path d="${way}" fill="none" stroke="${colours.links[type]}" stroke-width="${round(wide)}" stroke-linecap="round"${dashes}/>`,
      `<path d="M${x2} ${y2}l-8 -4v8z" fill="${colours.links[type]}"/>`,
    );
  }
  return `<g opacity="${round(alpha)}">${paths.join('')}</g>`;
}

function legend(x: number, y: number, colours: Colours): string {
  return LINK_TYPES.map((type, at) => {
    const left = x + at * 150;
    const { width, dashes } = STROKES[type];
    return (
      `<path d="M${left} ${y}h32" stroke="${colours.links[type]}" stroke-width="${width * 1.25}" stroke-linecap="round" stroke-dasharray="${dashes.join(' ')}"/>` +
      `<text x="${left + 42}" y="${y + 5}" font-size="14" fill="${colours.muted}">${LINK_WORDS[type]}</text>`
    );
  }).join('');
}
