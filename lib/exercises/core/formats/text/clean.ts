import type { Element, ElementContent, Root } from 'hast';
import { SKIP, type VisitorResult, visit } from 'unist-util-visit';
import { fromBase64 } from '../assets.ts';
import type { LossCode, LossDetail } from '../losses.ts';
import type { Conversion, TextFile } from './text.ts';

/** Where a text stands in its exercise. */
export interface TextPlace {
  field: string;
  pointer?: string;
}

const RUNS = /^(script|iframe|object|embed|applet|frame|frameset|base|meta|link)$/;
const MEDIA = /^(audio|video|svg|canvas|input|select|textarea|button|source|track|template|math-field)$/;
const PLUGIN_FILE = /^@@PLUGINFILE@@(.*)$/s;

/** Takes out of the HTML of another tool what may not or cannot come along, and says what that was. */
export function cleanTree(tree: Root, files: readonly TextFile[], conversion: Conversion, place: TextPlace) {
  const lose = (code: LossCode, detail: LossDetail = {}) =>
    conversion.lose(code, place.field, { pointer: place.pointer, ...detail });
  visit(tree, 'element', (node, index, parent): VisitorResult => {
    const remove = (instead: ElementContent[] = []): VisitorResult => {
      if (!parent || index === undefined) return undefined;
      (parent.children as ElementContent[]).splice(index, 1, ...instead);
      return [SKIP, index + instead.length];
    };
    // A name that every object has would be taken for what objects do with it.
    if (Object.hasOwn(Object.prototype, node.tagName)) node.tagName = 'span';
    const { tagName, properties } = node;
    if (RUNS.test(tagName)) {
      lose('script_removed');
      return remove();
    }
    if (takeOutHandlers(node)) lose('script_removed');
    if (MEDIA.test(tagName)) {
      lose('media_removed', { sentence: `The text has a <${tagName}>, which Markdown does not have.` });
      return remove();
    }
    if (Number(properties.colSpan ?? 1) > 1 || Number(properties.rowSpan ?? 1) > 1) lose('merged_cells');
    if (hasLook(node)) lose('look_lost');
    if (tagName === 'img') {
      const src = addressOf(String(properties.src ?? ''), files, conversion);
      if (src === null) {
        lose('picture_missing', {
          sentence: `The picture “${shortOf(String(properties.src ?? ''))}” is not in the file.`,
        });
        return remove(properties.alt ? [{ type: 'text', value: String(properties.alt) }] : []);
      }
      properties.src = src;
    }
    if (tagName === 'a' && typeof properties.href === 'string' && properties.href !== '') {
      const href = addressOf(properties.href, files, conversion);
      if (href === null) {
        lose('link_lost', { sentence: `The link to “${shortOf(properties.href)}” leads nowhere from here.` });
        delete properties.href;
      } else properties.href = href;
    }
    return undefined;
  });
}

const shortOf = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** Attributes that run something, of any element; whether there was one. */
function takeOutHandlers({ properties }: Element): boolean {
  let found = false;
  for (const [name, value] of Object.entries(properties)) {
    const isHandler = /^on[a-z]/i.test(name);
    const isScript = /^(href|src|action|formaction|xlinkhref|data)$/i.test(name) && isScriptAddress(String(value));
    if (!isHandler && !isScript) continue;
    delete properties[name];
    found = true;
  }
  return found;
}

// Browsers pass over spaces and control characters within the scheme.
const isScriptAddress = (address: string) =>
  /^(javascript|vbscript|data:text)/i.test(address.replace(/[\p{Cc} ]/gu, ''));

const LOOK = /(^|[;\s])(color|background(-color)?|text-decoration(-line)?)\s*:\s*(?!inherit|initial|transparent|none)/i;
const hasLook = ({ tagName, properties }: Element) =>
  /^(u|font|mark|big|center)$/.test(tagName) || LOOK.test(String(properties.style ?? ''));

/** The address of a picture or link from here on, or null where it leads nowhere. */
function addressOf(address: string, files: readonly TextFile[], conversion: Conversion): string | null {
  const named = PLUGIN_FILE.exec(address)?.[1];
  if (named !== undefined) return fileAddress(named, files, conversion);
  if (/^data:/i.test(address)) return conversion.assets.addDataAddress(address);
  return /^(https?:\/\/|mailto:|\/assets\/)/i.test(address) ? address : null;
}

/** The file of `@@PLUGINFILE@@/folder/name.png?forcedownload=1`. */
export function fileAddress(named: string, files: readonly TextFile[], conversion: Conversion): string | null {
  const wanted = decoded(named.replace(/[?#].*$/s, ''));
  const file =
    files.find(({ path, name }) => path + name === wanted) ?? files.find(({ name }) => wanted.endsWith(`/${name}`));
  const bytes = file && fromBase64(file.base64);
  return bytes ? conversion.assets.add(file.name, bytes) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
