const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

export const isRightToLeft = (title: string) => RIGHT_TO_LEFT.test(title);

/** Letters of scripts that keep a word together. */
const IN_A_WORD = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]{2}$/u;

const cache = new Map<string, string[]>();
const MOST = 20_000;

/** A text in at most so many lines of a width, the last one cut with an ellipsis. Measured with the font that is set. */
export function fitText(ctx: CanvasRenderingContext2D, title: string, width: number, most: number): string[] {
  const key = `${ctx.font}|${width}|${most}|${title}`;
  const known = cache.get(key);
  if (known) return known;
  if (cache.size > MOST) cache.clear();
  const lines: string[] = [];
  let rest = title.trim();
  while (rest && lines.length < most) {
    if (ctx.measureText(rest).width <= width) {
      lines.push(rest);
      rest = '';
    } else if (lines.length === most - 1) {
      const fitting = longest(ctx, `${rest}`, width, '…');
      lines.push(`${rest.slice(0, fitting).trimEnd()}…`);
      rest = '';
    } else {
      const fitting = Math.max(1, longest(ctx, rest, width, ''));
      const space = rest.lastIndexOf(' ', fitting);
      if (space <= 0 && IN_A_WORD.test(rest.slice(fitting - 1, fitting + 1))) {
        lines.push(`${rest.slice(0, longest(ctx, rest, width, '…')).trimEnd()}…`);
        break;
      }
      const cut = space > 0 ? space : fitting;
      lines.push(rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
    }
  }
  cache.set(key, lines);
  return lines;
}

function longest(ctx: CanvasRenderingContext2D, text: string, width: number, end: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(text.slice(0, middle) + end).width <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Lines of a title below each other, from the side at which its script begins. */
export function drawLines(
  ctx: CanvasRenderingContext2D,
  lines: readonly string[],
  box: { x: number; y: number; width: number },
  lineHeight: number,
) {
  const isRtl = isRightToLeft(lines[0] ?? '');
  ctx.direction = isRtl ? 'rtl' : 'ltr';
  ctx.textAlign = isRtl ? 'right' : 'left';
  const x = isRtl ? box.x + box.width : box.x;
  lines.forEach((line, at) => {
    ctx.fillText(line, x, box.y + at * lineHeight);
  });
}
