import { Box, Building2, House } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { rulesText } from './text.ts';

/** Whose a rule is. `depth`: 0 for this workspace, more for one above it, null for what is built in. */
export interface RuleOwner {
  depth: number | null;
  owner_name: string;
}

/** The sign of an owner alone, where its name stands beside it or is told otherwise. */
export function OwnerIcon({ depth }: Pick<RuleOwner, 'depth'>) {
  const Icon = depth === null ? Box : depth === 0 ? House : Building2;
  return <Icon aria-hidden className="size-3.5 shrink-0" />;
}

/** Whose a rule is, by name: a house for this workspace, a building for one above it. */
export function OwnerBadge({ depth, owner_name }: RuleOwner) {
  return (
    <Badge tone={depth === null ? 'grey' : depth === 0 ? 'accent' : 'blue'} icon={<OwnerIcon depth={depth} />}>
      <span dir="auto" className="max-w-40 truncate">
        {depth === null ? rulesText.builtin : owner_name}
      </span>
    </Badge>
  );
}
