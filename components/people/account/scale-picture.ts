const SIDE = 256;

/** The middle of a picture as a small square, in base64; null for a file that the browser cannot show. */
export async function scalePicture(file: Blob): Promise<string | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return null;
  const side = Math.min(image.width, image.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  image.close();
  // A browser that does not write WebP writes PNG, which is larger and taken as well.
  return canvas.toDataURL('image/webp', 0.85).split(',')[1] ?? null;
}
