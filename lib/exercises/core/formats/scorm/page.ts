import { directionOf } from '../../content-language.ts';
import type { PlayedPackage } from '../../played.ts';
import { quoted } from '../qti/xhtml.ts';
import type { ScormVersion } from './interaction.ts';

/** The scripts of a package: the player, and what tells a platform of its answers. */
export const PLAYER_SCRIPT = 'trailwright-exercises.js';
export const SCORM_SCRIPT = 'trailwright-scorm.js';

/** The ground of the player, so that it has no edge; the colours of base.css beside it. */
const STYLE =
  ':root{color-scheme:light dark;background:light-dark(#f8f7f4,#161513);color:light-dark(#211f1b,#ece9e3)}' +
  'body{margin:0 auto;max-width:46rem;padding:1rem 0}' +
  '[role=status]{font:.875rem/1.5 system-ui,sans-serif;margin:0 1rem 1rem;padding:.625rem .75rem;' +
  'border:1px solid light-dark(#c9c5bd,#4a4741);border-radius:.5rem}[role=status]:empty{display:none}';

/** The page of a package. It has its questions in it and no script of its own, so it runs from a folder and under a strict policy. */
export function scormPage(played: PlayedPackage, version: ScormVersion, passing_score: number | null): string {
  // Within a script nothing may look like its end, whatever the questions say.
  const data = JSON.stringify(played).replaceAll('<', '\\u003c');
  const language = played.language ? ` lang="${quoted(played.language)}"` : '';
  const passing = passing_score === null ? '' : ` data-passing="${passing_score}"`;
  return `<!doctype html>
<html${language} dir="${directionOf(played.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${quoted(played.title)}</title>
<style>${STYLE}</style>
<script src="${PLAYER_SCRIPT}" defer></script>
<script src="${SCORM_SCRIPT}" data-version="${version}"${passing} defer></script>
</head>
<body>
<p role="status"></p>
<trailwright-exercises hears-page><script type="application/json">${data}</script></trailwright-exercises>
</body>
</html>
`;
}
