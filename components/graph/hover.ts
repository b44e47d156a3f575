import { LINK_WORDS } from '#components/base/link-stroke.tsx';
import type { Hit } from '#lib/graph/core/hit.ts';
import type { Scene } from '#lib/graph/core/scene.ts';
import { CARDS_FROM } from './drawing.ts';
import { graphText } from './text.ts';

export interface Hovered {
  node: number | null;
  link: number | null;
  /** What the pointer stands on, where the canvas itself cannot say it. */
  label: { title: string; detail?: string } | null;
  x: number;
  y: number;
}

/** What is under the pointer; the same object as before where nothing has changed but the pointer. */
export function hoverOf(
  scene: Scene,
  found: Hit,
  { clientX: x, clientY: y }: { clientX: number; clientY: number },
  zoom: number,
  before: Hovered | null,
): Hovered | null {
  const { graph } = scene;
  const nameOf = (end: number) =>
    end < graph.nodes.length ? (graph.nodes[end]?.title ?? '') : (scene.frames[end - graph.nodes.length]?.title ?? '');
  if (found?.is === 'node') {
    const title = graph.nodes[found.node]?.title ?? '';
    // From near the card says it itself.
    return { node: found.node, link: null, label: zoom < CARDS_FROM ? { title } : null, x, y };
  }
  if (found?.is === 'line') {
    const link = scene.lines.link[found.line] as number;
    const [from, to] = [nameOf(scene.lines.from[found.line] as number), nameOf(scene.lines.to[found.line] as number)];
    const several = scene.lines.several[found.line] as number;
    const type = graph.links[link]?.link_type;
    const label =
      type === undefined
        ? { title: graphText.bundle(String(several), several, from, to) }
        : { title: graphText.link(from, to), detail: LINK_WORDS[type] };
    return { node: null, link: link >= 0 ? link : null, label, x, y };
  }
  const frame = found?.is === 'frame' ? scene.frames[found.frame] : undefined;
  if (frame && (frame.isFolded || frame.rect.width * zoom < 160))
    return { node: null, link: null, label: frame.title ? { title: frame.title } : null, x, y };
  return before === null || before.node !== null || before.link !== null || before.label !== null ? null : before;
}
