import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

/** Elements that are no text of a page, or that do something. */
const GONE: ReadonlySet<string> = new Set(
  'script style template noscript iframe frame frameset object embed applet svg math canvas video audio form input button select textarea nav link meta base dialog head'.split(
    ' ',
  ),
);
const ADDRESS = /^(?:https?:|mailto:|#|\/|\.|[^:]*$)/i;

const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', fences: true, emphasis: '*', rule: '-', listItemIndent: 'one' });

/** The text of a page as Markdown. Scripts, forms and pictures without an address are gone, and no HTML is left. */
export function markdownOfHtml(html: string): string {
  const tree = fromHtml(html) as Root;
  visit(tree, (node: Nodes, at, parent) => {
    if (!parent || at === undefined) return undefined;
    const isGone = node.type === 'comment' || node.type === 'doctype' || (node.type === 'element' && isOut(node));
    if (isGone) {
      parent.children.splice(at, 1);
      return [SKIP, at];
    }
    if (node.type === 'element') for (const name of ['href', 'src']) dropAddress(node, name);
    return undefined;
  });
  return writer.stringify(toMdast(tree) as Parameters<typeof writer.stringify>[0]).trim();
}

const isOut = ({ tagName, properties }: Element): boolean =>
  GONE.has(tagName) || (tagName === 'img' && !ADDRESS.test(String(properties.src ?? 'data:')));

/** An address that would run something leads nowhere. */
function dropAddress({ properties }: Element, name: string): void {
  const address = String(properties[name] ?? '').replace(/\p{Cc}|\s/gu, '');
  if (!ADDRESS.test(address)) delete properties[name];
}
