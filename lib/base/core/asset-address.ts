/** Half of the digest is enough to name a file, and short enough to be read past. */
const KEY_LENGTH = 32;

/** The part of its digest by which lessons name a file. */
export const assetKey = (sha256: string) => sha256.slice(0, KEY_LENGTH);

/** Where a file is, for lessons of any workspace that has it: `/assets/{key}/{name}`. */
export function assetAddress(asset: { sha256: string; path: string }): string {
  return `/assets/${assetKey(asset.sha256)}/${encodeURIComponent(asset.path.split('/').at(-1) ?? '')}`;
}

const ADDRESS = /^\/assets\/([0-9a-f]{32})(?:\/|$)/;

/** The file that an address of a lesson names, or null. */
export const keyInAddress = (address: string): string | null => ADDRESS.exec(address)?.[1] ?? null;

/** Whether a text is the key of a file. */
export const isAssetKey = (text: string) => /^[0-9a-f]{32}$/.test(text);
