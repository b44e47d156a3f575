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

/** Whole words: whatever letters a language has, and also before a number. */
const words = (any: string) => new RegExp(`(?<!\\p{L})(?:${any})(?!\\p{L})`, 'u');

const has = (whole: string, within?: string) => {
  const tests = [words(whole), ...(within ? [new RegExp(within, 'u')] : [])];
  return (name: string) => tests.some((test) => test.test(name));
};

const ANSWER = words('answers?|response|antwort|respuesta|réponse|choice|option|given');
const RIGHT = words('right|correct|success|richtige?|korrekte?|correct[oa]|correcte|juste|bonne|passed|bestanden');

/** Words in names of columns, in five languages; the first role with one of its words gets the column. */
const WORDS: readonly [ColumnRole, (name: string) => boolean][] = [
  ['most_points', has('max|maximum|possible|most|out of', 'maximal|höchst')],
  // How long it took is no point in time.
  [
    'none',
    has(
      'duration|elapsed|seconds|minutes|durée|duración|tiempo|temps|(?:time|zeit) (?:taken|spent|used|needed|limit|on)|(?:benötigte|verbrauchte|gebrauchte) zeit',
      'dauer|bearbeitungszeit',
    ),
  ],
  [
    'when',
    has(
      'when|time|date|timestamp|at$|zeitpunkt|zeit|datum|beantwortet am|fecha|hora|heure|quand|completed|submitted|finished',
    ),
  ],
  ['attempt', has('attempt|try|versuch|intento|tentative|essai')],
  ['version', has('version|versión')],
  ['spark', has('spark|lesson|lektion|lección|leçon|module|modul')],
  // The right answer, not whether an answer is right.
  ['none', (name) => RIGHT.test(name) && ANSWER.test(name)],
  ['right', (name) => RIGHT.test(name)],
  ['points', has('points?|score|mark|grade|punkte?|puntos?|puntuación|note|result|ergebnis')],
  ['exercise', has('exercise|question|item|frage|aufgabe|übung|pregunta|ejercicio|exercice|interaction')],
  ['answer', (name) => ANSWER.test(name)],
  [
    'learner',
    has(
      'learner|student|user|participant|person|e ?mail|login|teilnehmer(?:in)?|lernende[rn]?|schüler(?:in)?|nutzer|benutzer|alumno|estudiante|usuario|élève|étudiant|apprenant|matrikelnummer|userid|username|actor',
    ),
  ],
];

const NAME = words('name|nom|nombre');

/** Roles that one column has at most. */
const SINGLE: ReadonlySet<ColumnRole> = new Set(COLUMN_ROLES.filter((role) => role !== 'wide' && role !== 'none'));

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[-_.:#/()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * What each column is, guessed by its name and, where that says nothing, by what stands in it. `isExercise` knows the names of
 * exercises: columns that are called like them make a table with a learner in each row.
 */
export function guessColumns(
  headings: readonly string[],
  firstRows: readonly (readonly string[])[],
  isExercise: (name: string) => boolean,
): ColumnRole[] {
  // What its name says, be it that it is nothing of this.
  const said = headings.map((name) => WORDS.find(([, fits]) => fits(plain(name)))?.[0]);
  const wide = headings.filter((name) => isExercise(name.trim())).length;
  const isWide = wide > 0 && wide >= headings.length / 3;
  const roles = headings.map((name, at): ColumnRole => {
    if (isWide && isExercise(name.trim())) return 'wide';
    return said[at] ?? 'none';
  });
  const of = (at: number) => firstRows.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== '');
  const take = (role: ColumnRole, fits: (cells: string[], at: number) => boolean) => {
    if (roles.includes(role)) return;
    const at = roles.findIndex(
      (now, place) => now === 'none' && said[place] !== 'none' && of(place).length > 0 && fits(of(place), place),
    );
    if (at >= 0) roles[at] = role;
  };
  if (isWide) {
    for (const [at, role] of roles.entries()) {
      if (role !== 'wide' && role !== 'learner' && role !== 'spark' && role !== 'when') roles[at] = 'none';
    }
  } else take('exercise', (cells) => cells.some((cell) => isExercise(cell)));
  take('when', (cells) => cells.every((cell) => /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(cell)));
  // A name is who somebody is only where nothing better tells it: two people may share one.
  take('learner', (_, at) => NAME.test(plain(headings[at] ?? '')));
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
