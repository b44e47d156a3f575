import type { ReactNode } from 'react';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { RowIcon, RowState } from './icons.tsx';
import { outlineText } from './text.ts';

export interface OverviewHeadProps {
  node: Pick<OutlineNode, 'kind' | 'group' | 'color' | 'state' | 'change' | 'title' | 'changed_below'>;
  kindLabel: string;
  description?: string | null;
  /** Facts in one line, divided by dots. */
  facts: ReactNode[];
  actions?: ReactNode;
}

/** What an entity is, in short: kind, title, state, facts, description. */
export function OverviewHead({ node, kindLabel, description, facts, actions }: OverviewHeadProps) {
  return (
    <header className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <p className="flex items-center gap-1.5 text-sm text-muted [&_svg]:size-4">
          <RowIcon kind={node.kind} group={node.group} color={node.color} />
          {kindLabel}
        </p>
        <RowState node={node} />
        {actions && <div className="ms-auto flex flex-wrap gap-2">{actions}</div>}
      </div>
      <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight text-pretty break-words">
        {node.title}
      </h1>
      {description !== undefined &&
        (description ? (
          <p dir="auto" className="text-title max-w-prose text-lg text-pretty whitespace-pre-line text-muted">
            {description}
          </p>
        ) : (
          <p className="max-w-prose text-faint">{outlineText.overview.noDescription}</p>
        ))}
      <Facts items={facts} />
    </header>
  );
}

function Facts({ items }: { items: ReactNode[] }) {
  const shown = items.filter(Boolean);
  if (shown.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted tabular-nums">
      {shown.map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have a fixed order.
        <span key={at} className="flex items-center gap-2">
          {at > 0 && <span aria-hidden className="size-0.5 rounded-full bg-faint" />}
          {fact}
        </span>
      ))}
    </p>
  );
}

export function OverviewPage({ children }: { children: ReactNode }) {
  return <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-6 md:px-8 md:py-8">{children}</div>;
}
