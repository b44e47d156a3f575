import type { PlayerWords } from './words.ts';

export const FRENCH: PlayerWords = {
  question: (at, of) => `Question ${at} sur ${of}`,
  progress: 'Progression',
  check: 'Vérifier la réponse',
  skip: 'Passer',
  next: 'Question suivante',
  finish: 'Terminer',
  tryAgain: 'Réessayer',
  loading: 'La question se charge.',
  failed: 'La question n’a pas pu être chargée.',
  reload: 'Recharger',

  severalRight: 'Plusieurs réponses peuvent être justes.',
  isTrue: 'Vrai',
  isFalse: 'Faux',
  yourAnswer: 'Votre réponse',
  withUnit: 'Indiquez aussi l’unité.',
  writeAnswer: 'Écrivez votre réponse',
  blank: (number) => `Champ ${number}`,
  choose: 'Choisir',
  spare: (number) =>
    number === 1 ? 'Une réponse ne correspond à rien.' : `${number} réponses ne correspondent à rien.`,
  tray: 'Cliquez pour placer la réponse à l’endroit ouvert, faites-la glisser ou tapez sa lettre',
  orderHelp: 'Faites glisser, utilisez les flèches, ou Espace pour saisir, ↑ ↓ pour déplacer et Espace pour poser.',
  step: (place) => `Étape ${place}`,
  lift: (text) => `Saisir « ${text} »`,
  up: (text) => `Monter « ${text} »`,
  down: (text) => `Descendre « ${text} »`,
  moved: (text, place, of) => `« ${text} » est maintenant ${place} sur ${of}.`,
  lifted: (text, place, of) =>
    `« ${text} » est saisi, ${place} sur ${of}. Les flèches déplacent, Espace pose, Échap annule.`,
  dropped: (text, place, of) => `« ${text} » est posé, ${place} sur ${of}.`,

  right: 'Juste',
  partly: 'En partie juste',
  notQuite: 'Pas tout à fait',
  points: (got, of) => `${got} sur ${of}`,
  markRight: 'Juste',
  markChosen: 'Votre réponse',
  markChosenWrong: 'Choisi, faux',
  markMissed: 'Oublié',
  sumOfChoices: (right, wrong, of) =>
    wrong > 0
      ? `${right} sur ${of} justes, ${wrong} faux : (${right} − ${wrong}) ÷ ${of}.`
      : `${right} sur ${of} justes.`,
  sumOfPlaces: (right, of) => `${right} sur ${of} justes.`,
  sumOfNeighbours: (right, of) => `${right} voisins sur ${of} sont dans le bon ordre.`,
  rightAnswer: 'Bonne réponse :',
  whyRight: (label) => `Pourquoi ${label} :`,
  notNumber: (typed) => `« ${typed} » ne se lit pas comme un nombre.`,
  unitMissing: (unit) => `Le nombre est juste, mais il manque l’unité : ${unit}.`,
  unitWrong: (unit) =>
    unit ? `Le nombre est juste, mais l’unité n’est pas ${unit}.` : 'Le nombre est juste, mais il n’a pas d’unité.',

  ask: 'Quel nombre voulez-vous dire ?',
  askWhy: (typed) => `« ${typed} » peut se lire de deux façons.`,
  wholeReading: (number) => `${number}, un nombre entier`,
  decimalReading: (number) => `${number.replace('.', ',')}, un nombre décimal`,

  markYours: 'Notez votre réponse',
  ownPoints: (got, of) => `${got} sur ${of} points, selon vous`,
  modelAnswer: 'Réponse modèle',
  noRubric: 'Comparez votre réponse à la réponse modèle. Elle n’est pas notée.',

  result: (got, of) => `${got} sur ${of} points`,
  resultSum: ({ right, partly, wrong, skipped }) =>
    `${[`${right} justes`, partly && `${partly} en partie`, wrong && `${wrong} faux`, skipped && `${skipped} passées`]
      .filter(Boolean)
      .join(', ')}.`,
  columnQuestion: 'Question',
  columnPoints: 'Points',
  columnResult: 'Résultat',
  resultRight: 'Juste',
  resultPartly: 'En partie',
  resultWrong: 'Faux',
  resultSkipped: 'Passée',
  resultUnmarked: 'Non notée',
  againSome: (number) => (number === 1 ? 'Refaire cette question' : `Refaire ces ${number} questions`),
  againAll: 'Tout refaire',

  cannotShow: 'Cet exercice ne peut pas être montré',
  cannotShowHelp: 'Le quiz est proposé sans lui jusqu’à ce qu’il soit réparé.',
  misconception: (names) => `Compte comme ${names}. Cette ligne n’est pas montrée.`,
};
