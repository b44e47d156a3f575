import {
  BookOpen,
  BookText,
  ChartNoAxesColumn,
  CornerDownRight,
  GraduationCap,
  History,
  House,
  Images,
  Import,
  Inbox,
  Layers,
  ListChecks,
  ListTree,
  ScrollText,
  Search,
  Settings2,
  Sparkles,
  Trash2,
  UserRound,
  Users,
  Workflow,
} from 'lucide-react';
import type { PaletteItem } from '#components/shell/palette-item.ts';
import type { NavGroup } from '#components/shell/rail.tsx';
import { shellText } from '#components/shell/text.ts';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';

/** The places of a workspace that a role may enter, as the rail lists them. */
export function places(slug: string, role: Role): NavGroup[] {
  const at = inWorkspace(slug);
  const { nav } = shellText;
  return [
    {
      id: 'content',
      label: nav.content,
      hideLabel: true,
      items: [
        { id: 'home', label: nav.home, href: at.home, icon: <House />, exact: true, shortcut: 'G then H' },
        { id: 'outline', label: nav.outline, href: at.outline, icon: <ListTree />, shortcut: 'G then O' },
        { id: 'sparks', label: nav.sparks, href: at.sparks, icon: <BookOpen />, shortcut: 'G then L' },
        { id: 'graph', label: nav.graph, href: at.graph, icon: <Workflow />, shortcut: 'G then G' },
        { id: 'exercises', label: nav.exercises, href: at.exercises, icon: <ListChecks /> },
        { id: 'courses', label: nav.courses, href: at.courses(), icon: <GraduationCap /> },
        { id: 'jobs', label: nav.generate, href: at.jobs, icon: <Sparkles /> },
        { id: 'review', label: nav.review, href: at.review(), icon: <Inbox />, shortcut: 'G then R' },
        { id: 'analytics', label: nav.analytics, href: at.analytics(), icon: <ChartNoAxesColumn /> },
        { id: 'assets', label: nav.assets, href: at.assets, icon: <Images /> },
        { id: 'changes', label: nav.changes, href: at.changes, icon: <History />, shortcut: 'G then C' },
      ],
    },
    {
      id: 'publishing',
      label: nav.publishing,
      items: [
        { id: 'snapshots', label: nav.snapshots, href: at.snapshots, icon: <Layers />, shortcut: 'G then S' },
        ...(can(role, 'import.run') ? [{ id: 'imports', label: nav.imports, href: at.imports, icon: <Import /> }] : []),
        { id: 'trash', label: nav.trash, href: at.trash, icon: <Trash2 /> },
      ],
    },
    {
      id: 'settings',
      label: nav.settings,
      last: true,
      items: can(role, 'member.read')
        ? [
            { id: 'members', label: nav.members, href: at.members, icon: <Users /> },
            { id: 'rules', label: nav.rules, href: at.rules, icon: <ScrollText /> },
            { id: 'workspace', label: nav.workspace, href: at.settings, icon: <Settings2 /> },
          ]
        : [],
    },
  ];
}

/** The pages that the rail does not list, each with the one that it belongs to. */
export function otherPages(slug: string, role: Role): PaletteItem[] {
  const at = inWorkspace(slug);
  const { nav, pages } = shellText;
  const page = (id: string, label: string, href: string, of?: string): PaletteItem => ({
    id,
    label,
    href,
    icon: <CornerDownRight />,
    hint: of,
    keywords: of ? [of] : [],
  });
  return [
    { ...page('search', pages.search, at.search()), icon: <Search /> },
    page('coverage', pages.coverage, at.coverage(), nav.exercises),
    page('near-duplicates', pages.nearDuplicates, at.nearDuplicates(), nav.exercises),
    page('results', pages.results, at.results, nav.exercises),
    page('personas', pages.personas, at.personas(), nav.courses),
    page('course-figures', pages.courseFigures, at.courseFigures(), nav.courses),
    page('failed-lessons', pages.failedLessons, at.failedLessons, nav.courses),
    page('course-jobs', pages.courseJobs, at.courseJobs, nav.generate),
    page('books', pages.books, at.books, nav.generate),
    page('second-opinions', pages.secondOpinions, at.secondOpinions, nav.review),
    page('notifications', pages.notifications, at.notificationSettings, nav.settings),
    ...(can(role, 'member.read')
      ? [
          page('templates', pages.templates, at.templates(), nav.rules),
          page('strategies', pages.strategies, at.strategies(), nav.rules),
          page('seo-rules', pages.seoRules, at.seoRules, nav.rules),
          page('preferences', pages.preferences, at.preferences, nav.rules),
          page('voices', pages.voices, at.voices(), nav.rules),
          page('providers', pages.providers, at.providers, nav.rules),
          page('gates', pages.gates, at.gates, nav.rules),
        ]
      : []),
    { ...page('account', shellText.yourAccount, STUDIO.account), icon: <UserRound /> },
    { ...page('reference', shellText.apiReference, STUDIO.reference), icon: <BookText /> },
  ];
}
