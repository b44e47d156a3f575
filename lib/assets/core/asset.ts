/**
 * Files that lessons show: which are taken, what they are called, and where they are. Whether a file is what it says it is,
 * is found out from its bytes (lib/assets/services/content.ts); this only knows what may come of that.
 */

const MB = 1024 * 1024;

export interface AssetType {
  media_type: string;
  /** In words, for sentences: "PNG image". */
  name: string;
  /** Endings of its names; the first is the usual one. */
  endings: readonly string[];
  is_image: boolean;
}

const image = (media_type: string, name: string, ...endings: string[]): AssetType => ({
  media_type,
  name,
  endings,
  is_image: true,
});
const file = (media_type: string, name: string, ...endings: string[]): AssetType => ({
  media_type,
  name,
  endings,
  is_image: false,
});
const office = (kind: string) => `application/vnd.openxmlformats-officedocument.${kind}`;

/** Everything that may be uploaded. */
export const ASSET_TYPES: readonly AssetType[] = [
  image('image/png', 'PNG image', 'png'),
  image('image/jpeg', 'JPEG image', 'jpg', 'jpeg'),
  image('image/gif', 'GIF image', 'gif'),
  image('image/webp', 'WebP image', 'webp'),
  image('image/avif', 'AVIF image', 'avif'),
  image('image/svg+xml', 'SVG image', 'svg'),
  file('application/pdf', 'PDF document', 'pdf'),
  file('application/zip', 'ZIP archive', 'zip'),
  file('text/csv', 'CSV table', 'csv'),
  file('text/plain', 'text file', 'txt'),
  file('text/markdown', 'Markdown file', 'md'),
  file('application/json', 'JSON file', 'json'),
  file(office('wordprocessingml.document'), 'Word document', 'docx'),
  file(office('spreadsheetml.sheet'), 'Excel workbook', 'xlsx'),
  file(office('presentationml.presentation'), 'PowerPoint presentation', 'pptx'),
  file('audio/mpeg', 'MP3 recording', 'mp3'),
  file('video/mp4', 'MP4 video', 'mp4'),
];

const LARGEST_IMAGE = 10 * MB;
/** Nothing larger is taken, whatever it is. */
export const LARGEST_FILE = 50 * MB;
// A drawing is taken apart and put together again, which takes far more than its size.
const LARGEST_DRAWING = 2 * MB;
const LIMITS_IN_WORDS = 'Images up to 10 MB, SVG images up to 2 MB, other files up to 50 MB.';

export const findType = (media_type: string) => ASSET_TYPES.find((type) => type.media_type === media_type);
export const isImage = (media_type: string) => findType(media_type)?.is_image ?? media_type.startsWith('image/');
export const mostBytes = (type: AssetType) =>
  type.media_type === 'image/svg+xml' ? LARGEST_DRAWING : type.is_image ? LARGEST_IMAGE : LARGEST_FILE;

/** What comes after the last dot of a name, in lower case; empty where there is none. */
export function endingOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The type that a name claims. */
export const typeByName = (name: string) => ASSET_TYPES.find((type) => type.endings.includes(endingOf(name)));

const LONGEST_NAME = 100;
// What Windows, URLs, shells or Markdown would read as something else.
const UNSAFE = /[\s"#%&'()*+,/:;<=>?@[\\\]^`{|}~$!]+/g;

/** A name that is safe in addresses, Markdown and on every disk; letters of any script stay. */
export function safeName(given: string, type: AssetType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .replace(/\.[^.]*$/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(UNSAFE, '-')
    .replace(/[-.]*-[-.]*/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '');
  const ending = endingOf(last);
  const end = type.endings.includes(ending) ? ending : (type.endings[0] ?? ending);
  return `${[...stem].slice(0, LONGEST_NAME).join('') || (type.is_image ? 'image' : 'file')}.${end}`;
}

/** What is said of a file that is too large, and of which nobody may know by how much. */
export function tooLargeSentence(name: string, bytes: number | null): string {
  return `${name} is too large: ${LIMITS_IN_WORDS} This one has ${bytes === null ? 'more than that' : sizeInWords(bytes)}.`;
}

/** Which files of a workspace a list shows. */
export const ASSET_FILTERS = ['all', 'images', 'files', 'unused', 'undescribed'] as const;
export type AssetFilter = (typeof ASSET_FILTERS)[number];

/** A size as people say it. */
export function sizeInWords(bytes: number, locale = 'en'): string {
  const [value, unit] =
    bytes >= MB ? [bytes / MB, 'megabyte'] : bytes >= 1024 ? [bytes / 1024, 'kilobyte'] : [bytes, 'byte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0,
  }).format(value);
}
