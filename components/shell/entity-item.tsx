import { History, Workflow } from 'lucide-react';
import { KindIcon } from '#components/base/kind.tsx';
import { KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { PaletteItem } from './palette-item.ts';
import { shellText } from './text.ts';

interface Entity {
  kind: NamedKind;
  slug: string;
  title: string;
}

/** `Spark`: one of a kind, as a row says it. */
export const kindHint = (kind: keyof typeof KINDS): string => {
  const [one] = KINDS[kind].label;
  return `${one.charAt(0).toUpperCase()}${one.slice(1)}`;
};

/** Some content as a row of the palette. */
export function entityItem(workspace: string, { kind, slug, title }: Entity): PaletteItem {
  const at = inWorkspace(workspace);
  const { acts } = shellText.palette;
  return {
    id: `${kind}:${slug}`,
    label: title,
    hint: kindHint(kind),
    icon: <KindIcon kind={kind} />,
    href: at.entity(kind, slug),
    more: [
      ...(kind === 'spark' ? [{ id: 'graph', label: acts.graph, href: at.nearby(slug), icon: <Workflow /> }] : []),
      { id: 'history', label: acts.history, href: at.history(kind, slug), icon: <History /> },
    ],
  };
}
