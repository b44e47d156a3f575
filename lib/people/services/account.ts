import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { MOST_PICTURE_BYTES, PICTURE_TYPES } from '../core/picture.ts';
import * as data from '../data/account.ts';

const MOST_PIXELS = 512;
const NO_PICTURE = fail('invalid_input', 'This is no picture that can be shown: a PNG, JPEG or WebP is needed.');

/** Looks into a picture and keeps it: a small one of three kinds, whatever it says of itself. */
export async function changePicture(db: Db, content: string | null): Promise<Result<string | null>> {
  if (content === null) return data.setPicture(db, null);
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > MOST_PICTURE_BYTES) return fail('invalid_input', 'This picture is too large to be kept.');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const media_type = PICTURE_TYPES.find((one) => one === found?.mime);
  if (!media_type || !isSmall(bytes)) return NO_PICTURE;
  return data.setPicture(db, { media_type, content: bytes.toString('base64') });
}

function isSmall(bytes: Uint8Array): boolean {
  try {
    const { width, height } = imageSize(bytes);
    return width <= MOST_PIXELS && height <= MOST_PIXELS;
  } catch {
    return false;
  }
}

/** Who signed in so lately has just shown who they are. */
const LATELY_MS = 10 * 60_000;

/** Whether the caller may choose a password without the old one: a link by mail lets in who has none or forgot it. */
export async function signedInLately(db: Db, now: number): Promise<Result<boolean>> {
  const began = await data.sessionBegan(db);
  return began.ok ? ok(began.data !== null && now - began.data.getTime() < LATELY_MS) : began;
}

interface PasswordChange {
  email: string;
  /** Empty where none is asked for. */
  current: string;
  next: string;
}

/**
 * Chooses another password and ends all other sessions of the account: whoever had the old one is out. `prove` tries the old one
 * without a session of its own being left behind.
 */
export async function changePassword(
  db: Db,
  { email, current, next }: PasswordChange,
  prove: (email: string, password: string) => Promise<boolean>,
  now: number,
): Promise<Result<null>> {
  const lately = await signedInLately(db, now);
  if (!lately.ok) return lately;
  if (!lately.data && !(await prove(email, current)))
    return fail('invalid_input', 'The current password is not right.', {
      fields: { current: 'This is not your current password.' },
    });
  const { error } = await db.auth.updateUser({ password: next });
  if (error?.code === 'same_password')
    return fail('invalid_input', 'This is your password already.', { fields: { next: 'Choose another one.' } });
  if (error?.code === 'weak_password')
    return fail('invalid_input', 'This password is too easy to guess.', { fields: { next: 'Choose a longer one.' } });
  if (error) return fail('unavailable', 'The password could not be changed right now. Try again in a moment.');
  await db.auth.signOut({ scope: 'others' });
  return ok(null);
}
