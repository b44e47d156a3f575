import type { Element, ElementContent, Root, RootContent } from 'hast';
import { SKIP, type VisitorResult, visit } from 'unist-util-visit';
import { keyInAddress } from '#lib/base/core/asset-address.ts';
import { stylesOf } from './paste-inline.ts';

export interface PastePlace {
  /** Where the studio is: what leads back to it is part of the lesson, not an address. */
  origin?: string;
}

export interface Prepared {
  /** Pictures that came within the clipboard, as data addresses; the text names them `pasted:0`, `pasted:1` and so on. */
  pictures: string[];
  /** Pictures that stand on the device of whoever copied, or nowhere: they cannot come along. */
  lost: number;
  /** Pictures that are shown from the page they were copied from. */
  remote: number;
}

const SPARK = /^\/w\/[^/]+\/sparks\/([^/?#]+)$/;
const PICTURE = /^data:image\/(png|jpe?g|gif|webp|avif);base64,/i;

/** Makes of a page of ours what its lesson says, and gathers the pictures, before anything is read. */
export function preparePaste(tree: Root, { origin }: PastePlace): Prepared {
  const prepared: Prepared = { pictures: [], lost: 0, remote: 0 };
  visit(tree, 'element', (node, index, parent): VisitorResult => {
    const remove = (): VisitorResult => {
      if (parent && index !== undefined) parent.children.splice(index, 1);
      return [SKIP, index ?? 0];
    };
    const { tagName, properties } = node;
    if (isAnchor(node) || properties.dataFootnoteBackref !== undefined || properties.id === 'lesson-footnote-label')
      return remove();
    if (typeof properties.dataSpark === 'string') {
      node.tagName = 'a';
      node.properties = { href: `spark:${properties.dataSpark}` };
    } else if (tagName === 'a') comeHome(node, origin);
    else if (/^h[1-6]$/.test(tagName) && /^[1-6]$/.test(String(properties.dataLevel)))
      node.tagName = `h${properties.dataLevel}`;
    else if (tagName === 'sup') readFootnoteReference(node);
    else if (tagName === 'section' && properties.dataFootnotes !== undefined) readFootnotes(node);
    else if (tagName === 'img' && !takePicture(node, prepared, origin)) return remove();
    return undefined;
  });
  keepLines(tree, false);
  return prepared;
}

/** A line feed that the page shows as one becomes a break. */
function keepLines(parent: Root | Element, isKept: boolean) {
  const found: (RootContent | ElementContent)[] = [];
  for (const child of parent.children) {
    if (child.type === 'text' && isKept && child.value.trim() !== '') {
      for (const [number, value] of child.value.split(/\r\n?|\n/).entries()) {
        if (number > 0) found.push({ type: 'element', tagName: 'br', properties: {}, children: [] });
        found.push({ type: 'text', value });
      }
      continue;
    }
    if (child.type === 'element' && child.tagName !== 'pre') {
      const styles = stylesOf(child);
      const space = styles.get('white-space') ?? styles.get('white-space-collapse');
      keepLines(child, space ? /^(pre|break-spaces)/.test(space) : isKept);
    }
    found.push(child);
  }
  parent.children = found as ElementContent[];
}

const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

/** The sign beside a heading that leads to it, ours and that of others. */
function isAnchor(node: Element): boolean {
  if (node.tagName !== 'a') return false;
  return classesOf(node).some((name) => /^(heading-anchor|anchor|header-anchor|headerlink|hash-link)$/.test(name));
}

/** The part of an address behind the studio's own, or null. */
function pathAt(address: unknown, origin: string | undefined): string | null {
  if (typeof address !== 'string' || !origin) return null;
  const url = URL.parse(address, origin);
  return url?.origin === origin ? url.pathname : null;
}

function comeHome({ properties }: Element, origin: string | undefined) {
  const path = pathAt(properties.href, origin);
  const spark = path && SPARK.exec(path)?.[1];
  if (spark) properties.href = `spark:${spark}`;
  else if (path && keyInAddress(path)) properties.href = path;
  // Of the studio itself, or of the page that was copied, only the words are meant.
  else if (path) delete properties.href;
}

const labelIn = (address: unknown) => /(?:^|[#-])fn-(.+)$/.exec(String(address ?? ''))?.[1];

function readFootnoteReference(node: Element) {
  const link = node.children.find((one): one is Element => one.type === 'element' && one.tagName === 'a');
  const label = link?.properties.dataFootnoteRef !== undefined ? labelIn(link.properties.href) : undefined;
  if (label === undefined) return;
  node.properties = { dataFootnote: decode(label) };
  node.children = [];
}

/** The list of footnotes below a page becomes their definitions. */
function readFootnotes(section: Element) {
  const found: ElementContent[] = [];
  visit(section, 'element', (item) => {
    const label = item.tagName === 'li' ? labelIn(item.properties.id) : undefined;
    if (label === undefined) return;
    found.push({
      type: 'element',
      tagName: 'div',
      properties: { dataFootnote: decode(label) },
      children: item.children,
    });
  });
  if (found.length > 0) section.children = found;
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** Whether a picture can come along. */
function takePicture(image: Element, prepared: Prepared, origin: string | undefined): boolean {
  const { src, className } = image.properties;
  // A formula that is drawn as a picture is read as a formula.
  if (Array.isArray(className) && className.some((name) => String(name).startsWith('mwe-math'))) return true;
  const address = typeof src === 'string' ? src.trim() : '';
  const path = pathAt(address, origin);
  if (path && keyInAddress(path)) image.properties.src = path;
  else if (PICTURE.test(address)) image.properties.src = `pasted:${prepared.pictures.push(address) - 1}`;
  else if (/^https?:/i.test(address)) prepared.remote++;
  else {
    prepared.lost++;
    return false;
  }
  return true;
}
