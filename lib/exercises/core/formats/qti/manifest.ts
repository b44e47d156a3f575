import { childOf, childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { levelled, named } from './tree.ts';

/** A file that a package names, in the order of its manifest. */
export interface Resource {
  identifier: string;
  type: string;
  /** From the folder of the manifest. */
  href: string;
  keywords: string[];
}

/** An address without its escapes; one with broken ones stays as it is. */
export const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A path from a folder, without `.` and `..`; null where it leads out of the package. */
export function pathFrom(folder: string, address: string): string | null {
  const path: string[] = [];
  for (const part of `${folder}/${decoded(address.replace(/[?#].*$/s, ''))}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return null;
  }
  return path.join('/');
}

/** Keywords that a package says of one of its files. */
function keywordsOf(resource: XmlElement): string[] {
  const metadata = childOf(resource, 'metadata');
  if (!metadata) return [];
  return named(metadata, 'keyword')
    .flatMap((one) => (one.children.length > 0 ? one.children : [one]))
    .map(({ text }) => text.trim())
    .filter(Boolean);
}

/** The resources of a manifest; null where it cannot be read. */
export function resourcesOf(text: string): Resource[] | null {
  const parsed = parseXml(text);
  if (!parsed.ok) return null;
  const resources = childOf(levelled(parsed.root), 'resources');
  return childrenOf(resources, 'resource').flatMap((one) => {
    const { identifier = '', type = '' } = one.attributes;
    const href = one.attributes.href ?? childOf(one, 'file')?.attributes.href ?? '';
    const base = one.attributes['xml:base'] ?? '';
    return href === '' ? [] : [{ identifier, type, href: `${base}${href}`, keywords: keywordsOf(one) }];
  });
}
