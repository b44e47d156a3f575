import { isRecord } from './record-form.ts';

// Where the recording of a lesson and the picture of a unit are, as files of other systems write it.

const isAddress = (text: unknown): text is string =>
  typeof text === 'string' && /^(https?:\/\/|\/assets\/)\S+$/i.test(text);

/** The address of a recording that its id already is; null where it is an id of another system. */
export const audioAddress = (id: unknown): string | null => (isAddress(id) ? id : null);

const ADDRESSES = ['url', 'public_url', 'image_url', 'src', 'href', 'link'];
const ALTERNATIVES = ['alt', 'alt_text', 'caption', 'description'];

/** The address of a picture and what it shows, in whatever member a file says it. */
export function pictureOf(art_image: unknown): { address: string | null; alt: string | null } {
  if (!isRecord(art_image)) return { address: audioAddress(art_image), alt: null };
  const said = (names: readonly string[], fits: (one: unknown) => one is string) =>
    names.map((name) => art_image[name]).find(fits) ?? null;
  return {
    address: said(ADDRESSES, isAddress),
    alt: said(ALTERNATIVES, (one): one is string => typeof one === 'string' && one.trim() !== ''),
  };
}

/** Seconds as people read them: 0:07, 10:00, 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (one: number) => String(one).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
