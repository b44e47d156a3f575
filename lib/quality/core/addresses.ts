import { keyInAddress } from '#lib/base/core/asset-address.ts';
import type { ReadText, TextAddress } from './read-text.ts';

/** What of a lesson's links and images leads nowhere. Files of the workspace are judged where they are kept (room assets). */
export function brokenAddresses(
  text: ReadText,
  known: { sparks?: ReadonlySet<string>; missing_files?: ReadonlySet<string> } = {},
): { links: TextAddress[]; images: TextAddress[]; undescribed: TextAddress[] } {
  const anchors = new Set(text.blocks.flatMap(({ kind, plain }) => (kind === 'heading' ? [anchorOf(plain)] : [])));
  const links = text.links.filter(({ address }) => {
    if (address.trim() === '' || address === '#') return true;
    if (address.startsWith('#')) return anchors.size > 0 && !anchors.has(decoded(address.slice(1)));
    const spark = /^spark:([a-z0-9-]+)/.exec(address)?.[1];
    return spark !== undefined && known.sparks !== undefined && !known.sparks.has(spark);
  });
  const images = text.images.filter(({ address }) => isNowhere(address) || known.missing_files?.has(address) === true);
  return { links, images, undescribed: text.images.filter(({ says }) => says.trim() === '') };
}

/** A path of the author's own disk or page: no reader has it. */
const isNowhere = (address: string) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address) && keyInAddress(address) === null;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase();
  } catch {
    return part.toLowerCase();
  }
}

/** The address of a heading within its page, as Markdown usually has it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
