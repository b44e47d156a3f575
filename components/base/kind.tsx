import {
  BookOpen,
  Boxes,
  FileImage,
  Flag,
  Goal,
  Layers2,
  Link2,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  NotebookText,
  Tag,
} from 'lucide-react';
import { Link } from '#components/ui/link.tsx';
import type { ContentKind, NamedKind } from '#lib/base/core/content-kinds.ts';
import { text } from './text.ts';

const ICONS: Partial<Record<ContentKind, LucideIcon>> = {
  domain: MapIcon,
  trail: Flag,
  concept: Layers2,
  spark: BookOpen,
  beacon: Tag,
  concept_spark: MapPin,
  spark_beacon: Tag,
  spark_link: Link2,
  concept_link: Link2,
  objective: Goal,
  package: Boxes,
  asset: FileImage,
};

export function KindIcon({ kind, className }: { kind: ContentKind; className?: string }) {
  const Icon = ICONS[kind] ?? NotebookText;
  return <Icon aria-hidden className={className ?? 'size-4 shrink-0 text-faint'} />;
}

/** `Spark links`, for headings and cells. */
export function kindName(kind: ContentKind): string {
  const many = text.kinds[kind][1];
  return `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
}

/** Where an entity is looked at and edited. */
export function placeOf(workspace: string, kind: NamedKind, slug: string): string {
  return kind === 'spark' ? `/w/${workspace}/sparks/${slug}` : `/w/${workspace}/outline/${kind}/${slug}`;
}

export interface EntityRef {
  kind: ContentKind;
  slug: string | null;
  label: string | null;
}

const OPENS: readonly ContentKind[] = ['domain', 'trail', 'concept', 'spark', 'beacon'];

/** An entity by name, leading to its place where it has one. A lesson package is found at its spark. */
export function EntityLink({ workspace, entity }: { workspace: string; entity: EntityRef }) {
  const { kind, slug, label } = entity;
  const name = label ?? slug ?? text.kinds[kind][0];
  const opens = kind === 'package' ? 'spark' : kind;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <KindIcon kind={kind} className="size-3.5 shrink-0 text-faint" />
      {slug && OPENS.includes(opens) ? (
        <Link href={placeOf(workspace, opens as NamedKind, slug)} className="truncate">
          <span dir="auto" title={name}>
            {name}
          </span>
        </Link>
      ) : (
        <span dir="auto" className="truncate" title={name}>
          {name}
        </span>
      )}
      <span className="shrink-0 text-sm text-faint">{text.kinds[kind][0]}</span>
    </span>
  );
}
