'use client';

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { DeviceDrafts, type WaitingDraft } from './device-drafts.ts';

export interface KnownWorkspace {
  id: string;
  slug: string;
  name: string;
}

interface Who {
  user_id: string;
  drafts: DeviceDrafts | null;
  /** The workspace of this page, and all that the reader is in. */
  here: KnownWorkspace;
  workspaces: readonly KnownWorkspace[];
}

const WhoContext = createContext<Who | null>(null);

export interface WhoProviderProps extends Omit<Who, 'drafts'> {
  children: ReactNode;
}

/** Says who is reading, and so whose drafts of this device are looked at. */
export function WhoProvider({ user_id, here, workspaces, children }: WhoProviderProps) {
  const drafts = useMemo(() => {
    try {
      return typeof window === 'undefined' ? null : new DeviceDrafts(user_id, window.localStorage);
    } catch {
      // A browser that keeps nothing for pages keeps no drafts either.
      return null;
    }
  }, [user_id]);
  const who = useMemo(() => ({ user_id, drafts, here, workspaces }), [user_id, drafts, here, workspaces]);
  return <WhoContext value={who}>{children}</WhoContext>;
}

/** Null where nobody is signed in, as in the gallery. */
export const useWho = (): Who | null => useContext(WhoContext);

const NOTHING: readonly WaitingDraft[] = [];
const nothing = () => NOTHING;
const never = () => () => undefined;

/** What the reader has written on this device and not sent, oldest first. */
export function useWaitingDrafts(): readonly WaitingDraft[] {
  const drafts = useWho()?.drafts;
  return useSyncExternalStore(drafts?.subscribe ?? never, drafts?.list ?? nothing, nothing);
}
