import type { PlayedPackage } from './played.ts';

/** What somebody puts into a page elsewhere: the player from this studio, and the questions with it. */
export function embedCode(played: PlayedPackage, playerUrl: string): string {
  // Within a script nothing may look like its end, whatever the questions say.
  const data = JSON.stringify(played).replaceAll('<', '\\u003c');
  return [
    `<script src="${attribute(playerUrl)}" defer></script>`,
    '<trailwright-exercises>',
    `<script type="application/json">${data}</script>`,
    '</trailwright-exercises>',
    '',
  ].join('\n');
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
