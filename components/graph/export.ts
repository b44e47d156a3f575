import { download } from '#components/base/download.ts';
import { toast } from '#components/ui/toast.tsx';
import { readColours } from './colours.ts';
import type { DrawWords } from './drawing.ts';
import { sceneToPng } from './export-png.ts';
import { sceneToSvg } from './export-svg.ts';
import type { Scenes } from './scenes.ts';
import { graphText } from './text.ts';

/** With more cards than these a file shows clusters: nothing could open it, and nobody could read it. */
const MOST_CARDS = 3000;

/** Saves what is shown as a file, light as paper. What could not be as asked for is said. */
export async function saveGraph(
  as: 'svg' | 'png',
  scenes: Scenes,
  words: DrawWords,
  name: string,
  number: (value: number) => string,
): Promise<void> {
  try {
    const near = scenes.step('nodes');
    const isMany = near.cards.length > MOST_CARDS && near.graph.by !== 'none';
    const scene = isMany ? scenes.step('clusters') : near;
    const colours = readColours('light');
    const file = `${name}.${as}`;
    let isShrunk = false;
    if (as === 'svg') download(file, sceneToSvg(scene, colours, words, name), 'image/svg+xml');
    else {
      const picture = await sceneToPng(scene, colours, words);
      isShrunk = picture.isShrunk;
      download(file, picture.blob, 'image/png');
    }
    const detail = isMany
      ? graphText.export.folded(number(MOST_CARDS))
      : isShrunk
        ? graphText.export.shrunk
        : undefined;
    toast.done(graphText.export.saved(file), { detail });
  } catch {
    toast.problem(graphText.export.failed);
  }
}
