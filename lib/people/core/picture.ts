export const PICTURE_TYPES = ['image/webp', 'image/png', 'image/jpeg'] as const;

/** A square of 256 pixels takes 10 to 40 KB. */
export const MOST_PICTURE_BYTES = 96_000;

/** The address of somebody's picture: it changes with the picture, so that a browser may keep it for good. */
export const pictureAddress = (user_id: string, picture: string): string =>
  `/people/${user_id}/${picture.slice(0, 16)}`;
