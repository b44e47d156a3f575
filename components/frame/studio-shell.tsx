'use client';

import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  BookOpen,
  BookText,
  ChartNoAxesColumn,
  GitCompareArrows,
  GraduationCap,
  History,
  House,
  Images,
  Import,
  Inbox,
  Layers,
  ListChecks,
  ListTree,
  Plus,
  ScrollText,
  Settings2,
  Sparkles,
  Trash2,
  Users,
  Workflow,
} from 'lucide-react';
import { useSelectedLayoutSegments } from 'next/navigation';
import { type ComponentType, type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Bell } from '#components/notifications/bell.tsx';
import type { PaletteGroup, PaletteItem } from '#components/shell/palette.tsx';
import type { NavGroup } from '#components/shell/rail.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { shellText } from '#components/shell/text.ts';
import { useSignOut } from '#components/workbench/drafts/sign-out.tsx';
import { type KnownWorkspace, WhoProvider } from '#components/workbench/drafts/who.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { JobKind } from '#lib/generation/core/job.ts';
import { signOutAction } from '#lib/people/actions/sign-in.ts';

export interface StudioShellProps {
  workspace: KnownWorkspace;
  workspaces: KnownWorkspace[];
  user_id: string;
  role: Role;
  name: string;
  email: string;
  /** The address of their picture. */
  picture?: string;
  railFolded: boolean;
  children: ReactNode;
}

// What an edit shows at once belongs to the frame of that edit. Left to a timer, it would be drawn a frame or two later: what is
// dropped would first be seen where it came from.
notifyManager.setScheduler(queueMicrotask);

// What was refused is refused again; only a server that did not answer is asked once more.
const isWorthRetrying = (tries: number, error: unknown) => tries < 1 && problemOf(error).code === 'unavailable';

/** The shell with the places of a workspace that this person may enter. */
export function StudioShell(props: StudioShellProps) {
  // Made once a browser, never on module level: the server would share it between people.
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 30_000, retry: isWorthRetrying },
          // Without network a mutation fails at once and says so; held back, it would look as if it were on its way.
          mutations: { networkMode: 'always' },
        },
      }),
  );
  const { user_id, workspace, workspaces } = props;
  return (
    <QueryClientProvider client={queries}>
      <WhoProvider user_id={user_id} here={workspace} workspaces={workspaces}>
        <Frame {...props} />
      </WhoProvider>
    </QueryClientProvider>
  );
}

/**
 * What sends the drafts of this device, fetched once the page stands: no page waits for it. Without network it cannot be fetched, and then
 * nothing could be sent either.
 */
function useDraftSender(): ComponentType | null {
  const [Sender, setSender] = useState<ComponentType | null>(null);
  useEffect(() => {
    const fetchIt = () =>
      void import('#components/workbench/drafts/draft-sender.tsx').then(
        (module) => setSender(() => module.DraftSender),
        () => undefined,
      );
    fetchIt();
    window.addEventListener('online', fetchIt);
    return () => window.removeEventListener('online', fetchIt);
  }, []);
  return Sender;
}

function Frame({ workspace, workspaces, role, name, email, picture, railFolded, children }: StudioShellProps) {
  const nav = useMemo(() => places(workspace.slug, role), [workspace.slug, role]);
  const actions = useMemo(() => commands(workspace.slug, role), [workspace.slug, role]);
  // Needed once somebody types in the palette.
  const search = useCallback(
    async (typed: string, signal: AbortSignal) =>
      (await import('#components/search/palette-answers.tsx')).searchContent(workspace.slug, typed, signal),
    [workspace.slug],
  );
  const searchAll = useCallback((typed: string) => inWorkspace(workspace.slug).search(typed), [workspace.slug]);
  const Sender = useDraftSender();
  const { signOut, dialog } = useSignOut(signOutAction);
  const tools = useMemo(() => <Bell workspace={workspace.slug} />, [workspace.slug]);
  // What learners see is shown without anything of the studio around it.
  const isBare = useSelectedLayoutSegments().at(-1) === 'preview';
  const entry = ({ slug, name }: { slug: string; name: string }) => ({ slug, name, href: inWorkspace(slug).home });
  return (
    <Shell
      nav={nav}
      commands={actions}
      search={search}
      searchAll={searchAll}
      workspace={{ current: entry(workspace), workspaces: workspaces.map(entry), createHref: STUDIO.newWorkspace }}
      account={{ name, email, picture, role: shellText.roles[role] }}
      onSignOut={signOut}
      tools={tools}
      railFolded={railFolded}
      isBare={isBare}
    >
      {children}
      {Sender && <Sender />}
      {dialog}
    </Shell>
  );
}

/** Jobs that people look for by the name of what they make. */
function starts(slug: string): PaletteItem[] {
  const { newJob } = inWorkspace(slug);
  const { commands: words } = shellText;
  const start = (kind: JobKind, label: string, keywords: string[]) => ({
    id: `start-${kind}`,
    label,
    keywords: ['generate', 'job', ...keywords],
    href: newJob({ kind, from: 'palette' }),
    icon: <Sparkles />,
  });
  return [
    start('spark_draft', words.draft, ['lesson', 'write']),
    start('exercise_bank', words.exercises, ['questions', 'bank']),
    start('quiz', words.quiz, ['test', 'questions']),
    start('spark_rewrite', words.rewrite, ['lesson', 'change']),
    start('trail_outline', words.course, ['outline', 'trail', 'lessons']),
  ];
}

/** What Ctrl/Cmd+K offers beside the places. */
function commands(slug: string, role: Role): PaletteGroup[] {
  const at = inWorkspace(slug);
  const { commands: words } = shellText;
  const items = [
    ...(can(role, 'snapshot.stage')
      ? [{ id: 'stage', label: words.stage, href: at.newSnapshot, icon: <Layers /> }]
      : []),
    { id: 'compare', label: words.compare, href: at.compare(), icon: <GitCompareArrows /> },
    ...(can(role, 'import.run') ? [{ id: 'import', label: words.import, href: at.newImport, icon: <Import /> }] : []),
    ...(can(role, 'job.start') ? starts(slug) : []),
    { id: 'workspace', label: words.workspace, href: STUDIO.newWorkspace, icon: <Plus /> },
    { id: 'doc', label: shellText.apiReference, href: STUDIO.reference, icon: <BookText /> },
  ];
  return [{ id: 'actions', heading: words.heading, items }];
}

function places(slug: string, role: Role): NavGroup[] {
  const at = inWorkspace(slug);
  const { nav } = shellText;
  return [
    {
      id: 'content',
      label: nav.content,
      hideLabel: true,
      items: [
        { id: 'home', label: nav.home, href: at.home, icon: <House />, exact: true },
        { id: 'outline', label: nav.outline, href: at.outline, icon: <ListTree /> },
        { id: 'sparks', label: nav.sparks, href: at.sparks, icon: <BookOpen /> },
        { id: 'graph', label: nav.graph, href: at.graph, icon: <Workflow /> },
        { id: 'exercises', label: nav.exercises, href: at.exercises, icon: <ListChecks /> },
        { id: 'courses', label: nav.courses, href: at.courses(), icon: <GraduationCap /> },
        { id: 'jobs', label: nav.generate, href: at.jobs, icon: <Sparkles /> },
        { id: 'review', label: nav.review, href: at.review(), icon: <Inbox /> },
        { id: 'analytics', label: nav.analytics, href: at.analytics(), icon: <ChartNoAxesColumn /> },
        { id: 'assets', label: nav.assets, href: at.assets, icon: <Images /> },
        { id: 'changes', label: nav.changes, href: at.changes, icon: <History /> },
      ],
    },
    {
      id: 'publishing',
      label: nav.publishing,
      items: [
        { id: 'snapshots', label: nav.snapshots, href: at.snapshots, icon: <Layers /> },
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
