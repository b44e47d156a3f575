/** What a column of a table says of answers. `wide` is the answers to one exercise, a learner in each row. */
export const COLUMN_ROLES = [
  'learner',
  'exercise',
  'spark',
  'answer',
  'points',
  'most_points',
  'right',
  'when',
  'attempt',
  'version',
  'wide',
  'none',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Words in names of columns, in five languages; the first role with one of its words gets the column. */
const WORDS: readonly [ColumnRole, RegExp][] = [
  ['most_points', /\b(max|maximum|possible|most)\b.*|\bout of\b|maximal|höchst/],
  [
    'when',
    /\b(when|time|date|timestamp|at|zeitpunkt|zeit|datum|beantwortet am|fecha|hora|heure|quand|completed|submitted|finished)\b|_at$/,
  ],
  ['attempt', /\b(attempt|try|versuch|intento|tentative|essai)\b/],
  ['version', /\bversion\b|versión/],
  ['spark', /\b(spark|lesson|lektion|lección|leçon|module|modul)\b/],
  ['right', /\b(right|correct|is_right|success|richtig|korrekt|correcto|correcte|juste|passed|bestanden)\b/],
  ['points', /\b(points?|score|mark|grade|punkte?|puntos?|puntuación|note|result|ergebnis)\b/],
  ['exercise', /\b(exercise|question|item|frage|aufgabe|übung|pregunta|ejercicio|exercice|interaction)\b/],
  ['answer', /\b(answer|response|antwort|respuesta|réponse|choice|option|given)\b/],
  [
    'learner',
    /\b(learner|student|user|participant|person|email|e-mail|login|teilnehmer(in)?|lernende[rn]?|schüler(in)?|nutzer|benutzer|alumno|estudiante|usuario|élève|étudiant|apprenant|matrikelnummer|userid|username|actor)\b/,
  ],
];

/** Roles that one column has at most. */
const SINGLE: ReadonlySet<ColumnRole> = new Set(COLUMN_ROLES.filter((role) => role !== 'wide' && role !== 'none'));

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[-_.:#/()]+/g, ' ')
    .replace(/\s+/g, ' ');

/**
 * What each column is, guessed by its name and, where that says nothing, by what stands in it. `isExercise` knows the names of
 * exercises: columns that are called like them make a table with a learner in each row.
 */
export function guessColumns(
  headings: readonly string[],
  firstRows: readonly (readonly string[])[],
  isExercise: (name: string) => boolean,
): ColumnRole[] {
  const wide = headings.filter((name) => isExercise(name.trim())).length;
  const isWide = wide > 0 && wide >= headings.length / 3;
  const roles = headings.map((name): ColumnRole => {
    if (isWide && isExercise(name.trim())) return 'wide';
    return WORDS.find(([, words]) => words.test(plain(name)))?.[0] ?? 'none';
  });
  const of = (at: number) => firstRows.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== '');
  const take = (role: ColumnRole, fits: (cells: string[], at: number) => boolean) => {
    if (roles.includes(role)) return;
    const at = roles.findIndex((now, place) => now === 'none' && of(place).length > 0 && fits(of(place), place));
    if (at >= 0) roles[at] = role;
  };
  if (isWide) {
    for (const [at, role] of roles.entries()) {
      if (role !== 'wide' && role !== 'learner' && role !== 'spark' && role !== 'when') roles[at] = 'none';
    }
  } else take('exercise', (cells) => cells.some((cell) => isExercise(cell)));
  take('when', (cells) => cells.every((cell) => /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(cell)));
  // A name is who somebody is only where nothing better tells it: two people may share one.
  take('learner', (_, at) => /\b(name|nom|nombre)\b/.test(plain(headings[at] ?? '')));
  take('learner', () => true);
  return onlyOnce(roles);
}

/** The first column of a kind is it; later ones are left. */
function onlyOnce(roles: readonly ColumnRole[]): ColumnRole[] {
  return roles.map((role, at) => (SINGLE.has(role) && roles.indexOf(role) < at ? 'none' : role));
}

/** Why a table with these columns cannot be read, in a sentence; null where it can. */
export function whyNotRead(roles: readonly ColumnRole[]): string | null {
  const has = (role: ColumnRole) => roles.includes(role);
  for (const role of SINGLE) {
    if (roles.filter((one) => one === role).length > 1) return 'Two columns are the same. Each may be there once.';
  }
  if (!has('learner')) return 'No column says who answered.';
  if (has('wide')) {
    return has('exercise') ? 'A table has either a column for each exercise, or one that names the exercise.' : null;
  }
  if (!has('exercise')) return 'No column names the exercise, and none is called like one.';
  return has('answer') || has('points') || has('right')
    ? null
    : 'No column says what was answered, or how right it was.';
}
