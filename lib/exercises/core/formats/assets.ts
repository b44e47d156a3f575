import { assetAddress } from '#lib/base/core/asset-address.ts';
import type { QuestionAsset } from './report.ts';

/** The SHA-256 of bytes in hexadecimal; given from outside, for core computes with values alone. */
export type Digest = (bytes: Uint8Array) => string;

const EXTENSIONS = new Map([
  ['jpeg', 'jpg'],
  ['svg+xml', 'svg'],
]);

/** Gathers the files that come within questions, each once, and says by which address texts name them. */
export class AssetShelf {
  readonly #digest: Digest;
  readonly #found = new Map<string, QuestionAsset>();

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  add(name: string, bytes: Uint8Array): string {
    const sha256 = this.#digest(bytes);
    const asset = this.#found.get(sha256) ?? { sha256, name: safeName(name), bytes };
    this.#found.set(sha256, asset);
    return assetAddress({ sha256, path: asset.name });
  }

  /** A picture within an address (`data:image/png;base64,...`), or null where it is none that can be read. */
  addDataAddress(address: string): string | null {
    const found = /^data:image\/([\w.+-]+);base64,([\s\S]*)$/i.exec(address);
    const bytes = found?.[2] === undefined ? null : fromBase64(found[2]);
    if (!found?.[1] || !bytes) return null;
    const type = found[1].toLowerCase();
    return this.add(`picture.${EXTENSIONS.get(type) ?? type}`, bytes);
  }

  get all(): QuestionAsset[] {
    return [...this.#found.values()];
  }
}

/** A name without a path, and without what means something in an address. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}<>:"|?*#%]/gu, '').slice(-100) || 'file';
}

/** Bytes from base64; null where it is none. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Base64 of bytes, a piece at a time: a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_766)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 32_766)));
  return text;
}
