'use client';

import {
  Bell,
  BookOpen,
  ChartColumn,
  GitPullRequestArrow,
  History,
  House,
  Import,
  Inbox,
  Layers,
  ListTree,
  Plus,
  Settings,
  Sparkles,
  Trash2,
  Waypoints,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { People } from '#components/shell/people.tsx';
import { Place, type PlaceProps } from '#components/shell/place.tsx';
import { SaveState } from '#components/shell/save-state.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.tsx';

const NAV = [
  {
    id: 'content',
    label: 'Content',
    hideLabel: true,
    items: [
      { id: 'home', label: 'Home', href: '/gallery', icon: <House />, exact: true, shortcut: 'G then H' },
      { id: 'outline', label: 'Outline', href: '/gallery/outline', icon: <ListTree />, shortcut: 'G then O' },
      { id: 'lesson', label: 'Lesson', href: '/gallery/lesson', icon: <BookOpen /> },
      { id: 'graph', label: 'Graph', href: '/gallery/graph', icon: <Waypoints /> },
    ],
  },
  {
    id: 'flow',
    label: 'Flow',
    items: [
      { id: 'generate', label: 'Generate', href: '/gallery/jobs', icon: <Sparkles /> },
      { id: 'review', label: 'Review', href: '/gallery/review', icon: <Inbox />, count: 42 },
      { id: 'snapshots', label: 'Snapshots', href: '/gallery/snapshots', icon: <Layers /> },
      { id: 'imports', label: 'Imports', href: '/gallery/imports', icon: <Import /> },
    ],
  },
  {
    id: 'insight',
    label: 'Records',
    items: [
      { id: 'analytics', label: 'Analytics', href: '/gallery/analytics', icon: <ChartColumn /> },
      { id: 'changes', label: 'Changes', href: '/gallery/changes', icon: <History /> },
      { id: 'trash', label: 'Trash', href: '/gallery/trash', icon: <Trash2 /> },
    ],
  },
  {
    id: 'settings',
    label: 'Settings',
    hideLabel: true,
    last: true,
    items: [{ id: 'settings', label: 'Settings', href: '/gallery/settings', icon: <Settings /> }],
  },
];

const WORKSPACE = { slug: 'demo', name: 'Version control academy', href: '/gallery' };

const ACTS = [
  { id: 'add', label: 'Add spark', icon: <Plus />, shortcut: 'N', run: () => toast.done('Added “Untitled spark”') },
  { id: 'stage', label: 'Stage snapshot', icon: <GitPullRequestArrow />, run: () => toast.note('Staging') },
];

export function GalleryFrame({ children, ...place }: Omit<PlaceProps, 'state'> & { children: ReactNode }) {
  return (
    <Shell
      nav={NAV}
      workspace={{
        current: WORKSPACE,
        workspaces: [
          WORKSPACE,
          { slug: 'iot', name: 'Internet of things for beginners, with a name that goes on', href: '/gallery/outline' },
          { slug: 'ar', name: 'أكاديمية الزراعة الذكية', href: '/gallery/lesson' },
        ],
        createHref: '/gallery/sign-in',
      }}
      account={{ name: 'Edith Okonkwo', email: 'edith@example.org', role: 'Editor' }}
      onSignOut={() => toast.note('Signed out')}
      tools={
        <>
          <span className="max-sm:hidden">
            <People names={['Ruth Sato', 'Ada Lindqvist', 'Bo Chen', 'Ines Prado']} />
          </span>
          <IconButton label="Notifications" className="max-sm:hidden">
            <Bell />
          </IconButton>
        </>
      }
      palette={{
        acts: ACTS,
        commands: ACTS,
        pages: [],
        recentName: 'trailwright:recent:gallery',
        search: async (typed) => {
          await new Promise((done) => setTimeout(done, 250));
          const title = { id: 'a', label: `Branches and ${typed}`, hint: 'Branching', href: '/gallery/lesson' };
          return { titles: [title], texts: [], isComplete: true };
        },
      }}
    >
      <Place {...place} state={<SaveState status="saved" savedAt="2026-03-02T12:04:00Z" />}>
        {children}
      </Place>
    </Shell>
  );
}
