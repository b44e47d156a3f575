import type { ScormVersion } from '#lib/exercises/core/formats/scorm/interaction.ts';
import type { PlayedPackage } from '#lib/exercises/core/played.ts';
import { Connection } from './connection.ts';
import { Recording } from './recording.ts';
import { scormWords } from './words.ts';

// Between the player and a learning platform, as a script of its own in a SCORM package. The page says by attributes of the script which
// version it is of and what has to be reached. Built by `npm run player`.

const { version, passing } = document.currentScript?.dataset ?? {};

function start() {
  const source = document.querySelector('trailwright-exercises script')?.textContent;
  if (!source) return;
  const played = JSON.parse(source) as PlayedPackage;
  const tell = (what: 'noPlatform' | 'refused') => {
    const { words, lang } = scormWords(played.language);
    const note = document.querySelector<HTMLElement>('[role=status]');
    if (note) Object.assign(note, { lang, textContent: words[what] });
  };
  const scorm: ScormVersion = version === '2004' ? '2004' : '1.2';
  const connection = Connection.open(window, scorm);
  if (!connection) return tell('noPlatform');
  const recording = new Recording(connection, {
    version: scorm,
    played,
    passing_score: passing ? Number(passing) : null,
    onRefused: () => tell('refused'),
  });
  document.addEventListener('trailwright-answer', (event) => recording.answered((event as CustomEvent).detail));
  document.addEventListener('trailwright-finish', (event) => recording.finished((event as CustomEvent).detail));
  // A page that was put aside and is shown again would have no session any more: it begins anew.
  window.addEventListener('pagehide', () => recording.left());
  window.addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload());
}

start();
