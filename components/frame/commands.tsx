import {
  GitCompareArrows,
  Import,
  Inbox,
  KeyRound,
  Layers,
  Lock,
  Plus,
  Search,
  Send,
  Server,
  Sparkles,
  UserPlus,
} from 'lucide-react';
import type { PaletteItem } from '#components/shell/palette-item.ts';
import { shellText } from '#components/shell/text.ts';
import { can, PERMISSIONS, type Permission, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import type { JobKind } from '#lib/generation/core/job.ts';

interface Asked {
  slug: string;
  role: Role;
  /** Begins a spark with this title. */
  onNewSpark: (title: string) => void;
}

/** Where somebody is who looks for what to do: the first part of an address in the workspace. */
const HOME = '(home)';

interface Command extends PaletteItem {
  /** Without it nobody may. */
  permission?: Permission;
  /** Where it is what one does. */
  at?: readonly string[];
}

/** What can be done from anywhere, and of that what one does at this place. Who may not do it finds it, and reads why. */
export function commandsOf({ place, ...asked }: Asked & { place: string }): Record<'acts' | 'commands', PaletteItem[]> {
  const { role } = asked;
  const all = [...published(asked), ...drafted(asked), ...managed(asked)];
  const may = ({ permission }: Command) => permission === undefined || can(role, permission);
  const here = all.filter((command) => command.at?.includes(place));
  // A place without acts of its own offers what one begins with.
  const acts = here.length > 0 ? here : all.filter(({ at }) => at?.includes(HOME));
  return { acts: acts.filter(may).map(itemOf), commands: all.map((one) => (may(one) ? itemOf(one) : refused(one))) };
}

const itemOf = ({ permission, at, ...item }: Command): PaletteItem => item;

function refused(command: Command): PaletteItem {
  const item = itemOf(command);
  if (!command.permission) return item;
  const { role } = PERMISSIONS[command.permission];
  return { ...item, icon: <Lock />, refusal: shellText.commands.needs(shellText.roles[role]) };
}

/** What can be done with what was typed, whatever is found. */
export function offersFor({ slug, role, onNewSpark }: Asked): (typed: string) => PaletteItem[] {
  const { palette } = shellText;
  return (typed) => [
    ...(can(role, 'content.write')
      ? [{ id: 'new-spark', label: palette.newSpark(typed), icon: <Plus />, run: () => onNewSpark(typed) }]
      : []),
    { id: 'all', label: palette.seeAll(typed), icon: <Search />, href: inWorkspace(slug).search(typed) },
  ];
}

function published({ slug, onNewSpark }: Asked): Command[] {
  const at = inWorkspace(slug);
  const { commands: words } = shellText;
  return [
    {
      id: 'new-spark',
      label: words.newSpark,
      keywords: ['lesson', 'create', 'add'],
      run: () => onNewSpark(''),
      icon: <Plus />,
      permission: 'content.write',
      at: [HOME, 'outline', 'sparks', 'graph'],
    },
    {
      id: 'stage',
      label: words.stage,
      keywords: ['publish', 'release'],
      href: at.newSnapshot,
      icon: <Layers />,
      permission: 'snapshot.stage',
      at: [HOME, 'outline', 'sparks', 'changes', 'snapshots'],
    },
    {
      id: 'review',
      label: words.review,
      keywords: ['approve', 'drafts'],
      href: at.review(),
      icon: <Inbox />,
      permission: 'review.decide',
      at: [HOME, 'jobs'],
    },
    {
      id: 'promote',
      label: words.promote,
      keywords: ['publish', 'readers'],
      href: at.snapshots,
      icon: <Send />,
      permission: 'snapshot.promote',
    },
    {
      id: 'compare',
      label: words.compare,
      keywords: ['differences'],
      href: at.compare(),
      icon: <GitCompareArrows />,
      at: ['changes', 'snapshots'],
    },
    {
      id: 'import',
      label: words.import,
      keywords: ['upload', 'file'],
      href: at.newImport,
      icon: <Import />,
      permission: 'import.run',
      at: ['imports', 'sparks', 'outline'],
    },
  ];
}

/** Jobs that people look for by the name of what they make. */
function drafted({ slug }: Asked): Command[] {
  const { newJob } = inWorkspace(slug);
  const { commands: words } = shellText;
  const start = (kind: JobKind, label: string, keywords: string[], at: string[] = []): Command => ({
    id: `start-${kind}`,
    label,
    keywords: ['generate', 'job', ...keywords],
    href: newJob({ kind, from: 'palette' }),
    icon: <Sparkles />,
    permission: 'job.start',
    at,
  });
  return [
    start('spark_draft', words.draft, ['lesson', 'write'], [HOME, 'jobs']),
    start('exercise_bank', words.exercises, ['questions', 'bank'], ['exercises', 'jobs']),
    start('quiz', words.quiz, ['test', 'questions'], ['exercises', 'jobs']),
    start('spark_rewrite', words.rewrite, ['lesson', 'change'], ['jobs']),
    start('trail_outline', words.course, ['outline', 'trail', 'lessons'], ['courses', 'jobs']),
  ];
}

function managed({ slug }: Asked): Command[] {
  const at = inWorkspace(slug);
  const { commands: words } = shellText;
  return [
    {
      id: 'invite',
      label: words.invite,
      keywords: ['member', 'person', 'add'],
      href: at.members,
      icon: <UserPlus />,
      permission: 'member.manage',
      at: ['settings'],
    },
    {
      id: 'providers',
      label: words.providers,
      keywords: ['key', 'budget'],
      href: at.providers,
      icon: <Server />,
      permission: 'provider.manage',
      at: ['settings'],
    },
    {
      id: 'key',
      label: words.key,
      keywords: ['api', 'learner app'],
      href: at.settings,
      icon: <KeyRound />,
      permission: 'key.manage',
      at: ['settings'],
    },
    { id: 'workspace', label: words.workspace, href: STUDIO.newWorkspace, icon: <Plus /> },
  ];
}
