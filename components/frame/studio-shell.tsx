'use client';

import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useSelectedLayoutSegments } from 'next/navigation';
import { type ComponentType, type ReactNode, useEffect, useMemo, useState } from 'react';
import { Bell } from '#components/notifications/bell.tsx';
import { Shell, type ShellPalette } from '#components/shell/shell.tsx';
import { shellText } from '#components/shell/text.ts';
import { useSignOut } from '#components/workbench/drafts/sign-out.tsx';
import { type KnownWorkspace, WhoProvider } from '#components/workbench/drafts/who.tsx';
import type { Role } from '#lib/base/core/permissions.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { signOutAction } from '#lib/people/actions/sign-in.ts';
import { commandsOf, offersFor } from './commands.tsx';
import { otherPages, places } from './places.tsx';

const NewSpark = dynamic(() => import('#components/catalogue/sparks/new-spark.tsx').then((module) => module.NewSpark), {
  ssr: false,
});

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

function Frame(props: StudioShellProps) {
  const { workspace, workspaces, user_id, role, name, email, picture, railFolded, children } = props;
  const nav = useMemo(() => places(workspace.slug, role), [workspace.slug, role]);
  // The title that a new spark begins with, while one is being made.
  const [newTitle, setNewTitle] = useState<string | null>(null);
  const segments = useSelectedLayoutSegments();
  const palette = usePalette({ workspace, user_id, role, place: segments[0] ?? '', onNewSpark: setNewTitle });
  const Sender = useDraftSender();
  const { signOut, dialog } = useSignOut(signOutAction);
  const tools = useMemo(() => <Bell workspace={workspace.slug} />, [workspace.slug]);
  // What learners see is shown without anything of the studio around it.
  const isBare = segments.at(-1) === 'preview';
  const entry = ({ slug, name }: { slug: string; name: string }) => ({ slug, name, href: inWorkspace(slug).home });
  return (
    <Shell
      nav={nav}
      palette={palette}
      workspace={{ current: entry(workspace), workspaces: workspaces.map(entry), createHref: STUDIO.newWorkspace }}
      account={{ name, email, picture, role: shellText.roles[role] }}
      onSignOut={signOut}
      tools={tools}
      railFolded={railFolded}
      isBare={isBare}
    >
      {children}
      {Sender && <Sender />}
      {newTitle !== null && <NewSpark workspace={workspace.slug} title={newTitle} onClose={() => setNewTitle(null)} />}
      {dialog}
    </Shell>
  );
}

interface PaletteAsked extends Pick<StudioShellProps, 'workspace' | 'user_id' | 'role'> {
  /** The first part of the address inside of the workspace. */
  place: string;
  onNewSpark: (title: string) => void;
}

/** What Ctrl/Cmd+K offers this person at this place. */
function usePalette({ workspace, user_id, role, place, onNewSpark }: PaletteAsked): ShellPalette {
  const { id, slug } = workspace;
  return useMemo(
    () => ({
      ...commandsOf({ slug, role, place, onNewSpark }),
      pages: otherPages(slug, role),
      offers: offersFor({ slug, role, onNewSpark }),
      // Needed once somebody types in the palette.
      search: async (typed: string, signal: AbortSignal) =>
        (await import('#components/search/palette-answers.tsx')).searchContent(slug, typed, signal),
      // Several people may share a device, and none of them is told what another one looked at.
      recentName: `trailwright:recent:${user_id}:${id}`,
    }),
    [id, slug, user_id, role, place, onNewSpark],
  );
}
