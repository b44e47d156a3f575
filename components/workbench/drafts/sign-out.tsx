'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { leave } from '#components/shell/leave.tsx';
import { useWho } from './who.tsx';

// Needed by few who sign out, and by nobody before.
const SignOutDialog = dynamic(() => import('./sign-out-dialog.tsx').then((module) => module.SignOutDialog), {
  ssr: false,
});

/** Signs out, after the reader has said what becomes of what was not sent; the dialog goes on the page. */
export function useSignOut(signOut: () => Promise<unknown>): { signOut: () => void; dialog: ReactNode } {
  const drafts = useWho()?.drafts;
  // Once asked it stays mounted, so that it can leave with its motion.
  const [asking, setAsking] = useState<'never' | 'open' | 'closed'>('never');
  const go = () => {
    if (asking === 'open') setAsking('closed');
    void signOut();
  };
  // What is open on this page is asked about first, and may be saved by that.
  const ask = () => leave(() => ((drafts?.list().length ?? 0) > 0 ? setAsking('open') : go()));
  const dialog = asking !== 'never' && (
    <SignOutDialog isOpen={asking === 'open'} onOpenChange={(is) => setAsking(is ? 'open' : 'closed')} onSignOut={go} />
  );
  return { signOut: ask, dialog };
}
