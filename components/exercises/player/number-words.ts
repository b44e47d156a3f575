// Numbers in English words, for asking back which of two was meant: the digits themselves were what could be read in two ways.

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function below1000(number: number): string {
  if (number < 20) return SMALL[number] ?? '';
  if (number < 100) return `${TENS[Math.floor(number / 10)]}${number % 10 ? `-${SMALL[number % 10]}` : ''}`;
  const rest = number % 100;
  return `${SMALL[Math.floor(number / 100)]} hundred${rest ? ` ${below1000(rest)}` : ''}`;
}

/** A plain decimal below a million in words, `2.7` as two point seven; any other as it is written. */
export function numberWords(written: string): string {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,6})(?:\.(\d{1,6}))?$/.exec(written) ?? [];
  if (whole === '') return written;
  const number = Number(whole);
  const [thousands, rest] = [Math.floor(number / 1000), number % 1000];
  const words = [
    thousands > 0 && `${below1000(thousands)} thousand`,
    (rest > 0 || thousands === 0) && below1000(rest),
    part && `point ${Array.from(part, (digit) => SMALL[Number(digit)]).join(' ')}`,
  ];
  return `${sign && 'minus '}${words.filter(Boolean).join(' ')}`;
}
