import type { PlayerWords } from './words.ts';

export const ARABIC: PlayerWords = {
  question: (at, of) => `السؤال ${at} من ${of}`,
  progress: 'التقدم',
  check: 'تحقق من الإجابة',
  skip: 'تخطي',
  next: 'السؤال التالي',
  finish: 'إنهاء',
  tryAgain: 'حاول مرة أخرى',
  loading: 'يجري تحميل السؤال.',
  failed: 'تعذر تحميل السؤال.',
  reload: 'حمّله مرة أخرى',

  severalRight: 'قد تكون عدة إجابات صحيحة.',
  isTrue: 'صواب',
  isFalse: 'خطأ',
  yourAnswer: 'إجابتك',
  withUnit: 'اذكر الوحدة أيضًا.',
  writeAnswer: 'اكتب إجابتك',
  blank: (number) => `الفراغ ${number}`,
  choose: 'اختر',
  spare: (number) => (number === 1 ? 'إجابة واحدة لا تطابق شيئًا.' : `عدد الإجابات التي لا تطابق شيئًا: ${number}.`),
  tray: 'انقر إجابة لتوضع في المكان المفتوح، أو اسحبها، أو اضغط حرفها',
  orderHelp: 'اسحب، أو استخدم الأسهم، أو اضغط المسافة للرفع و ↑ ↓ للتحريك والمسافة للإفلات.',
  step: (place) => `الخطوة ${place}`,
  lift: (text) => `ارفع «${text}»`,
  up: (text) => `حرّك «${text}» إلى أعلى`,
  down: (text) => `حرّك «${text}» إلى أسفل`,
  moved: (text, place, of) => `«${text}» الآن ${place} من ${of}.`,
  lifted: (text, place, of) => `رُفعت «${text}»، ${place} من ${of}. الأسهم تحرك، والمسافة تفلت، و Escape يلغي.`,
  dropped: (text, place, of) => `أُفلتت «${text}»، ${place} من ${of}.`,

  right: 'صحيح',
  partly: 'صحيح جزئيًا',
  notQuite: 'ليس تمامًا',
  points: (got, of) => `${got} من ${of}`,
  markRight: 'صحيح',
  markChosen: 'إجابتك',
  markChosenWrong: 'اختيار خاطئ',
  markMissed: 'فاتتك',
  sumOfChoices: (right, wrong, of) =>
    wrong > 0
      ? `${right} من ${of} صحيحة، ${wrong} خاطئة: \u2066(${right} − ${wrong}) ÷ ${of}\u2069.`
      : `${right} من ${of} صحيحة.`,
  sumOfPlaces: (right, of) => `${right} من ${of} صحيحة.`,
  sumOfNeighbours: (right, of) => `${right} من ${of} متجاورات بالترتيب الصحيح.`,
  rightAnswer: 'الإجابة الصحيحة:',
  whyRight: (label) => `لماذا ${label}:`,
  notNumber: (typed) => `لا يمكن قراءة «${typed}» كعدد.`,
  unitMissing: (unit) => `العدد صحيح، لكن الوحدة ناقصة: ${unit}.`,
  unitWrong: (unit) => (unit ? `العدد صحيح، لكن الوحدة ليست ${unit}.` : 'العدد صحيح، لكن لا وحدة له.'),

  ask: 'أي عدد تقصد؟',
  askWhy: (typed) => `يمكن قراءة «${typed}» بطريقتين.`,
  wholeReading: (number) => `${number}، عدد صحيح`,
  decimalReading: (number) => `${number.replace('.', '٫')}، عدد عشري`,

  markYours: 'قيّم إجابتك',
  ownPoints: (got, of) => `${got} من ${of} نقاط، بتقييمك أنت`,
  modelAnswer: 'إجابة نموذجية',
  noRubric: 'قارن إجابتك بالإجابة النموذجية. لا تُعطى نقاط.',

  result: (got, of) => `${got} من ${of} نقاط`,
  resultSum: ({ right, partly, wrong, skipped }) =>
    `${[`صحيحة: ${right}`, partly && `جزئيًا: ${partly}`, wrong && `خاطئة: ${wrong}`, skipped && `متخطاة: ${skipped}`]
      .filter(Boolean)
      .join('، ')}.`,
  columnQuestion: 'السؤال',
  columnPoints: 'النقاط',
  columnResult: 'النتيجة',
  resultRight: 'صحيحة',
  resultPartly: 'جزئيًا',
  resultWrong: 'خاطئة',
  resultSkipped: 'متخطاة',
  resultUnmarked: 'بلا تقييم',
  againSome: (number) => (number === 1 ? 'أجب عن هذا مرة أخرى' : `أجب عن هذه الأسئلة مرة أخرى (${number})`),
  againAll: 'الكل مرة أخرى',

  cannotShow: 'لا يمكن عرض هذا التمرين على المتعلمين',
  cannotShowHelp: 'يحصل المتعلمون على الاختبار من دونه إلى أن يُصلح.',
  misconception: (names) => `يُحسب ${names}. لا يرى المتعلمون هذا السطر.`,
};
