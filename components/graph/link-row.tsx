'use client';

import { ArrowLeftRight, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import type { GraphLink, GraphNode } from '#lib/graph/core/graph.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { linksText } from './links-text.ts';
import { graphText } from './text.ts';

/** The other end of a link, as one of what comes before or after a node; pressing it goes there. */
export function LinkRow({ link, of }: { link: GraphLink; of: GraphNode }) {
  const { node, select, flyTo, openPanel, canWrite } = useGraph();
  const { reverse, remove } = useEditing();
  const other = node(link.source_id === of.id ? link.target_id : link.source_id);
  if (!other) return null;
  const { end } = linksText;
  return (
    <li className="flex min-w-0 items-center gap-2 border-b py-1">
      <span title={LINK_WORDS[link.link_type]} className="shrink-0">
        <LinkStroke type={link.link_type} />
        <span className="sr-only">{LINK_WORDS[link.link_type]}</span>
      </span>
      <Button
        onPress={() => {
          select({ nodes: [other.id], link: null });
          flyTo([other.id]);
        }}
        className="text-title min-w-0 flex-1 cursor-default truncate rounded-sm text-start text-sm data-hovered:underline"
      >
        <span dir="auto" title={other.title}>
          {other.title}
        </span>
      </Button>
      {link.weight !== null && <span className="text-xs text-faint tabular-nums">{link.weight.toFixed(2)}</span>}
      {canWrite && (
        <Menu
          label={end.more(other.title)}
          placement="bottom end"
          trigger={
            <IconButton size="sm" label={end.more(other.title)}>
              <Ellipsis />
            </IconButton>
          }
          groups={[
            {
              id: 'editing',
              items: [
                {
                  id: 'edit',
                  label: graphText.inspect.editLink,
                  icon: <Pencil />,
                  onAction: () => {
                    select({ nodes: [], link: link.id });
                    openPanel();
                  },
                },
                { id: 'reverse', label: end.reverseShort, icon: <ArrowLeftRight />, onAction: () => reverse(link) },
                { id: 'remove', label: end.removeShort, icon: <Trash2 />, onAction: () => remove([link]) },
              ],
            },
          ]}
        />
      )}
    </li>
  );
}
