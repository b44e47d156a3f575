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
import { type ContentKind, factsOf, isNamedKind, KINDS, type KindIconName } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

const ICONS: Record<KindIconName, LucideIcon> = {
  map: MapIcon,
  flag: Flag,
  layers: Layers2,
  book: BookOpen,
  tag: Tag,
  pin: MapPin,
  link: Link2,
  goal: Goal,
  boxes: Boxes,
  image: FileImage,
  notes: NotebookText,
};

/** The drawing of a kind. */
export const kindIcon = (kind: ContentKind): LucideIcon => ICONS[KINDS[kind].icon];

export function KindIcon({ kind, className }: { kind: ContentKind; className?: string }) {
  const Icon = kindIcon(kind);
  return <Icon aria-hidden className={className ?? 'size-4 shrink-0 text-faint'} />;
}

/** `Spark links`, for headings and cells. */
export function kindName(kind: ContentKind): string {
  const many = KINDS[kind].label[1];
  return `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
}

export interface EntityRef {
  kind: ContentKind;
  slug: string | null;
  label: string | null;
}

/** An entity by name, leading to its place where it has one. A lesson package is found at its spark. */
export function EntityLink({ workspace, entity }: { workspace: string; entity: EntityRef }) {
  const { kind, slug, label } = entity;
  const name = label ?? slug ?? KINDS[kind].label[0];
  const opens = factsOf(kind).found_at ?? kind;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      <KindIcon kind={kind} className="size-3.5 shrink-0 text-faint" />
      {slug && isNamedKind(opens) ? (
        <Link href={inWorkspace(workspace).entity(opens, slug)} className="truncate">
          <span dir="auto" title={name}>
            {name}
          </span>
        </Link>
      ) : (
        <span dir="auto" className="truncate" title={name}>
          {name}
        </span>
      )}
      <span className="shrink-0 text-sm text-faint">{KINDS[kind].label[0]}</span>
    </span>
  );
}
