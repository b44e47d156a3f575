import type { AssetShelf } from '../assets.ts';
import { type Loss, type LossCode, type LossDetail, loss } from '../losses.ts';

/** How a text of another tool is written. `moodle` is HTML in which a new line is a new line. */
export type TextFormat = 'html' | 'moodle' | 'plain' | 'markdown';

export interface TextFile {
  name: string;
  /** Folder within the text's files, with a / at both ends. */
  path: string;
  base64: string;
}

/** A text of another tool, with the files it shows. */
export interface SourceText {
  text: string;
  format: TextFormat;
  files: TextFile[];
}

export const html = (text: string, files: TextFile[] = []): SourceText => ({ text, format: 'html', files });
export const NO_TEXT: SourceText = html('');

/** What is gathered while one question is converted. */
export class Conversion {
  readonly losses: Loss[] = [];
  readonly #known = new Set<string>();
  readonly assets: AssetShelf;

  constructor(assets: AssetShelf) {
    this.assets = assets;
  }

  /** Notes a loss, the same one at the same place once. */
  lose(code: LossCode, field: string, detail: LossDetail = {}) {
    const found = loss(code, field, detail);
    const key = [code, field, found.pointer, found.sentence].join('\n');
    if (!this.#known.has(key)) this.losses.push(found);
    this.#known.add(key);
  }
}
