import type { PlayerWords } from './words.ts';

export const SPANISH: PlayerWords = {
  question: (at, of) => `Pregunta ${at} de ${of}`,
  progress: 'Progreso',
  check: 'Comprobar',
  skip: 'Saltar',
  next: 'Siguiente pregunta',
  finish: 'Terminar',
  tryAgain: 'Intentar otra vez',
  loading: 'La pregunta se está cargando.',
  failed: 'No se pudo cargar la pregunta.',
  reload: 'Cargarla otra vez',

  severalRight: 'Puede haber varias correctas.',
  isTrue: 'Verdadero',
  isFalse: 'Falso',
  yourAnswer: 'Tu respuesta',
  withUnit: 'Indica también la unidad.',
  writeAnswer: 'Escribe tu respuesta',
  blank: (number) => `Hueco ${number}`,
  choose: 'Elegir',
  spare: (number) => (number === 1 ? 'Una respuesta sobra.' : `${number} respuestas sobran.`),
  tray: 'Haz clic para ponerla en el lugar abierto, arrástrala o pulsa su letra',
  orderHelp: 'Arrastra, usa las flechas, o pulsa Espacio para levantar, ↑ ↓ para mover y Espacio para soltar.',
  step: (place) => `Paso ${place}`,
  lift: (text) => `Levantar «${text}»`,
  up: (text) => `Subir «${text}»`,
  down: (text) => `Bajar «${text}»`,
  moved: (text, place, of) => `«${text}» es ahora ${place} de ${of}.`,
  lifted: (text, place, of) =>
    `«${text}» está levantado, ${place} de ${of}. Las flechas mueven, Espacio suelta, Escape cancela.`,
  dropped: (text, place, of) => `«${text}» está soltado, ${place} de ${of}.`,

  right: 'Correcto',
  partly: 'Correcto en parte',
  notQuite: 'No del todo',
  points: (got, of) => `${got} de ${of}`,
  markRight: 'Correcto',
  markChosen: 'Tu respuesta',
  markChosenWrong: 'Elegido, incorrecto',
  markMissed: 'Faltaba',
  sumOfChoices: (right, wrong, of) =>
    wrong > 0
      ? `${right} de ${of} correctas, ${wrong} incorrectas: (${right} − ${wrong}) ÷ ${of}.`
      : `${right} de ${of} correctas.`,
  sumOfPlaces: (right, of) => `${right} de ${of} correctos.`,
  sumOfNeighbours: (right, of) => `${right} de ${of} vecinos están en el orden correcto.`,
  rightAnswer: 'Respuesta correcta:',
  whyRight: (label) => `Por qué ${label}:`,
  notNumber: (typed) => `«${typed}» no se puede leer como número.`,
  unitMissing: (unit) => `El número es correcto, pero falta la unidad: ${unit}.`,
  unitWrong: (unit) =>
    unit ? `El número es correcto, pero la unidad no es ${unit}.` : 'El número es correcto, pero no lleva unidad.',

  ask: '¿Qué número quieres decir?',
  askWhy: (typed) => `«${typed}» se puede leer de dos maneras.`,
  wholeReading: (number) => `${number}, un número entero`,
  decimalReading: (number) => `${number.replace('.', ',')}, un número decimal`,

  markYours: 'Valora tu respuesta',
  ownPoints: (got, of) => `${got} de ${of} puntos, según tú`,
  modelAnswer: 'Respuesta modelo',
  noRubric: 'Compara tu respuesta con la respuesta modelo. No se puntúa.',

  result: (got, of) => `${got} de ${of} puntos`,
  resultSum: ({ right, partly, wrong, skipped }) =>
    `${[
      `${right} correctas`,
      partly && `${partly} en parte`,
      wrong && `${wrong} incorrectas`,
      skipped && `${skipped} saltadas`,
    ]
      .filter(Boolean)
      .join(', ')}.`,
  columnQuestion: 'Pregunta',
  columnPoints: 'Puntos',
  columnResult: 'Resultado',
  resultRight: 'Correcta',
  resultPartly: 'En parte',
  resultWrong: 'Incorrecta',
  resultSkipped: 'Saltada',
  resultUnmarked: 'Sin puntuar',
  againSome: (number) => (number === 1 ? 'Responder esta otra vez' : `Responder estas ${number} otra vez`),
  againAll: 'Todas otra vez',

  cannotShow: 'Este ejercicio no se puede mostrar',
  cannotShowHelp: 'El cuestionario se muestra sin él hasta que se arregle.',
  misconception: (names) => `Cuenta como ${names}. Esta línea no se muestra.`,
};
