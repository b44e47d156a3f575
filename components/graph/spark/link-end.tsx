'use client';

import { ArrowLeftRight, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { isUnusualWeight } from '#lib/base/core/link-types.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { SparkLinkEnd } from '#lib/catalogue/data/sparks.ts';
import { linksText } from '../links-text.ts';
import { sparkLinksText } from './text.ts';

export interface LinkEndProps {
  workspace: string;
  end: SparkLinkEnd;
  onEdit: () => void;
  onReverse: () => void;
  onRemove: () => void;
}

/** The other end of a link of a spark: what it is, of which type, and why. */
export function LinkEnd({ workspace, end, onEdit, onReverse, onRemove }: LinkEndProps) {
  const { link_type, weight, description, spark } = end;
  const words = linksText.end;
  return (
    <li className="flex flex-col gap-1 border-b py-3">
      <div className="flex min-w-0 items-center gap-2.5">
        <LinkStroke type={link_type} />
        <Link
          variant="plain"
          href={inWorkspace(workspace).spark(spark.slug)}
          className="text-title min-w-0 flex-1 font-medium"
        >
          <span dir="auto">{spark.title}</span>
        </Link>
        {!spark.is_published && <StateBadge state="draft" size="sm" />}
        <span className="-my-1 flex shrink-0">
          <IconButton size="sm" label={words.edit(spark.title)} onPress={onEdit}>
            <Pencil />
          </IconButton>
          <Menu
            label={words.more(spark.title)}
            placement="bottom end"
            trigger={
              <IconButton size="sm" label={words.more(spark.title)}>
                <Ellipsis />
              </IconButton>
            }
            groups={[
              {
                id: 'link',
                items: [
                  { id: 'edit', label: words.editShort, icon: <Pencil />, onAction: onEdit },
                  { id: 'reverse', label: words.reverseShort, icon: <ArrowLeftRight />, onAction: onReverse },
                ],
              },
              {
                id: 'remove',
                items: [{ id: 'remove', label: words.removeShort, icon: <Trash2 />, danger: true, onAction: onRemove }],
              },
            ]}
          />
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-2 ps-9.5 text-sm text-muted">
        <span>{LINK_WORDS[link_type]}</span>
        {weight !== null && (
          <span className="tabular-nums">
            {sparkLinksText.links.weight} {weight.toFixed(2)}
          </span>
        )}
        {weight !== null && isUnusualWeight(link_type, weight) && (
          <span className="text-draft">{sparkLinksText.links.unusual}</span>
        )}
      </p>
      <p dir="auto" className="text-title ps-9.5 text-muted">
        {description || <span className="text-faint">{sparkLinksText.links.noReason}</span>}
      </p>
    </li>
  );
}
