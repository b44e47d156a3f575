import type { PlayerWords } from './words.ts';

export const GERMAN: PlayerWords = {
  question: (at, of) => `Frage ${at} von ${of}`,
  progress: 'Fortschritt',
  check: 'Antwort prüfen',
  skip: 'Überspringen',
  next: 'Nächste Frage',
  finish: 'Beenden',
  tryAgain: 'Noch einmal versuchen',
  loading: 'Die Frage wird geladen.',
  failed: 'Die Frage konnte nicht geladen werden.',
  reload: 'Erneut laden',

  severalRight: 'Mehrere können richtig sein.',
  isTrue: 'Richtig',
  isFalse: 'Falsch',
  yourAnswer: 'Deine Antwort',
  withUnit: 'Gib auch die Einheit an.',
  writeAnswer: 'Schreibe deine Antwort',
  blank: (number) => `Lücke ${number}`,
  choose: 'Auswählen',
  spare: (number) => (number === 1 ? 'Eine Antwort bleibt übrig.' : `${number} Antworten bleiben übrig.`),
  tray: 'Anklicken setzt die Antwort an die offene Stelle; ziehen oder den Buchstaben drücken geht auch',
  orderHelp:
    'Ziehen, die Pfeile benutzen, oder mit der Leertaste anheben, mit ↑ ↓ verschieben und mit der Leertaste ablegen.',
  step: (place) => `Schritt ${place}`,
  lift: (text) => `„${text}“ anheben`,
  up: (text) => `„${text}“ nach oben`,
  down: (text) => `„${text}“ nach unten`,
  moved: (text, place, of) => `„${text}“ ist jetzt ${place} von ${of}.`,
  lifted: (text, place, of) =>
    `„${text}“ ist angehoben, ${place} von ${of}. Pfeiltasten verschieben, Leertaste legt ab, Escape bricht ab.`,
  dropped: (text, place, of) => `„${text}“ ist abgelegt, ${place} von ${of}.`,

  right: 'Richtig',
  partly: 'Teilweise richtig',
  notQuite: 'Nicht ganz',
  points: (got, of) => `${got} von ${of}`,
  markRight: 'Richtig',
  markChosen: 'Deine Antwort',
  markChosenWrong: 'Gewählt, falsch',
  markMissed: 'Fehlt',
  sumOfChoices: (right, wrong, of) =>
    wrong > 0
      ? `${right} von ${of} richtig, ${wrong} falsch: (${right} − ${wrong}) ÷ ${of}.`
      : `${right} von ${of} richtig.`,
  sumOfPlaces: (right, of) => `${right} von ${of} richtig.`,
  sumOfNeighbours: (right, of) => `${right} von ${of} Nachbarn stehen in der richtigen Reihenfolge.`,
  rightAnswer: 'Richtige Antwort:',
  whyRight: (label) => `Warum ${label}:`,
  notNumber: (typed) => `„${typed}“ lässt sich nicht als Zahl lesen.`,
  unitMissing: (unit) => `Die Zahl stimmt, aber die Einheit fehlt: ${unit}.`,
  unitWrong: (unit) =>
    unit ? `Die Zahl stimmt, aber die Einheit ist nicht ${unit}.` : 'Die Zahl stimmt, aber sie hat keine Einheit.',

  ask: 'Welche Zahl meinst du?',
  askWhy: (typed) => `„${typed}“ lässt sich auf zwei Arten lesen.`,
  wholeReading: (number) => `${number}, eine ganze Zahl`,
  decimalReading: (number) => `${number.replace('.', ',')}, eine Dezimalzahl`,

  markYours: 'Bewerte deine Antwort',
  ownPoints: (got, of) => `${got} von ${of} Punkten, selbst bewertet`,
  modelAnswer: 'Musterantwort',
  noRubric: 'Vergleiche deine Antwort mit der Musterantwort. Sie wird nicht bewertet.',

  result: (got, of) => `${got} von ${of} Punkten`,
  resultSum: ({ right, partly, wrong, skipped }) =>
    `${[
      `${right} richtig`,
      partly && `${partly} teilweise`,
      wrong && `${wrong} falsch`,
      skipped && `${skipped} übersprungen`,
    ]
      .filter(Boolean)
      .join(', ')}.`,
  columnQuestion: 'Frage',
  columnPoints: 'Punkte',
  columnResult: 'Ergebnis',
  resultRight: 'Richtig',
  resultPartly: 'Teilweise',
  resultWrong: 'Falsch',
  resultSkipped: 'Übersprungen',
  resultUnmarked: 'Nicht bewertet',
  againSome: (number) => (number === 1 ? 'Diese noch einmal beantworten' : `Diese ${number} noch einmal beantworten`),
  againAll: 'Alle noch einmal',

  cannotShow: 'Diese Aufgabe kann nicht gezeigt werden',
  cannotShowHelp: 'Lernende bekommen das Quiz ohne sie, bis sie repariert ist.',
  misconception: (names) => `Zählt als ${names}. Lernende sehen diese Zeile nicht.`,
};
