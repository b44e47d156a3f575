'use client';

import { useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { Link } from '#components/ui/link.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { CONTENT_TYPES, type ContentType } from '#lib/generation/core/prompt/content-types.ts';
import type { OpenRules } from '#lib/generation/services/rules.ts';
import { OwnerIcon } from '../owner-badge.tsx';
import { rulesText } from '../text.ts';

const words = rulesText.templates;

interface TemplateListProps {
  workspace: string;
  rules: OpenRules;
  opened: ContentType | null;
  mayManage: boolean;
  className?: string;
}

/** Every content type with whose template counts for it, and which version. */
export function TemplateList({ workspace, rules, opened, mayManage, className }: TemplateListProps) {
  const [text, setText] = useState('');
  const sought = text.trim().toLowerCase();
  const found = CONTENT_TYPES.filter((type) => rulesText.types[type].toLowerCase().includes(sought));
  return (
    <nav aria-label={words.list} className={cx('flex min-w-0 flex-col gap-2', className)}>
      <SearchField label={words.find} value={text} onChange={setText} />
      {found.length === 0 && <p className="px-2 py-1 text-sm text-muted">{words.none}</p>}
      <ul className="flex flex-col">
        {found.map((type) => (
          <li key={type}>
            <Link
              variant="plain"
              href={inWorkspace(workspace).templates(type)}
              aria-current={type === opened ? 'page' : undefined}
              className={cx(
                'flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1.5 no-underline! hover:bg-hover',
                type === opened && 'bg-accent-soft font-medium',
              )}
            >
              <span className="min-w-0 flex-1 truncate">{rulesText.types[type]}</span>
              <State {...stateOf(rules, type)} />
            </Link>
          </li>
        ))}
      </ul>
      {!mayManage && <p className="px-2.5 text-sm text-muted">{rulesText.readOnly}</p>}
    </nav>
  );
}

function State({ depth, said, title }: ReturnType<typeof stateOf>) {
  return (
    <span title={title} className="flex shrink-0 items-center gap-1.5 text-xs font-normal text-muted tabular-nums">
      <OwnerIcon depth={depth} />
      <span className="sr-only">{title}, </span>
      {said}
    </span>
  );
}

/** Whose template counts, and how far it is. */
function stateOf({ templates, labels, owners }: OpenRules, type: ContentType) {
  const label = labels.find((one) => one.content_type === type);
  const [nearest] = templates.filter((one) => one.content_type === type).sort((a, b) => a.depth - b.depth);
  // A draft of its own is what somebody looks for, though another template still counts.
  if (label && label.active_number === null && label.newest > 0)
    return {
      depth: 0,
      said: `${rulesText.version(label.newest)} ${rulesText.draft.toLowerCase()}`,
      title: owners[0] ?? '',
    };
  if (!nearest) return { depth: null, said: rulesText.builtin.toLowerCase(), title: rulesText.builtin };
  return {
    depth: nearest.depth,
    said: `${rulesText.version(nearest.version)} ${rulesText.active.toLowerCase()}`,
    title: nearest.owner_name,
  };
}
