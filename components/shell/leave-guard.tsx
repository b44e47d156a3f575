'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { leave, listUnsaved, setAsker } from './leave.tsx';
import { shellText } from './text.ts';

/** Where to go by a click, asking first when something is not saved. */
export function useGo() {
  const router = useRouter();
  return useCallback(
    (href: string, options?: { scroll?: boolean }) => leave(() => router.push(href, options)),
    [router],
  );
}

interface TraverseEvent extends Event {
  navigationType: string;
  destination: { key: string };
}
interface Navigation extends EventTarget {
  traverseTo: (key: string) => unknown;
}

/** Asks before unsaved work is left behind: by a link, by going back, by closing the tab. */
export function LeaveGuard() {
  const [go, setGo] = useState<(() => void) | null>(null);
  const [busy, setBusy] = useState(false);
  const work = go ? listUnsaved() : [];

  useEffect(() => {
    setAsker((next) => setGo(() => next));
    const onUnload = (event: BeforeUnloadEvent) => {
      if (listUnsaved().length > 0) event.preventDefault();
    };
    // Going back cannot be held everywhere; where the browser allows it, it is asked as well.
    const navigation = (window as { navigation?: Navigation }).navigation;
    let passing = false;
    const onNavigate = (event: Event) => {
      const { navigationType, destination } = event as TraverseEvent;
      if (navigationType !== 'traverse' || !event.cancelable || listUnsaved().length === 0) return;
      if (passing) {
        passing = false;
        return;
      }
      event.preventDefault();
      setGo(() => () => {
        passing = true;
        navigation?.traverseTo(destination.key);
      });
    };
    window.addEventListener('beforeunload', onUnload);
    navigation?.addEventListener('navigate', onNavigate);
    return () => {
      setAsker(null);
      window.removeEventListener('beforeunload', onUnload);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, []);

  const proceed = () => {
    setGo(null);
    go?.();
  };
  const discard = () => {
    for (const each of work) each.discard?.();
    proceed();
  };
  const save = async () => {
    setBusy(true);
    try {
      for (const each of work) {
        if (!(await each.save())) {
          setGo(null);
          return;
        }
      }
      proceed();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={shellText.leave.title(work[0]?.title ?? '')}
      isOpen={go !== null}
      onOpenChange={(open) => !open && setGo(null)}
      footer={
        <>
          <Button variant="quiet" className="me-auto" onPress={discard}>
            {shellText.leave.discard}
          </Button>
          <Button onPress={() => setGo(null)}>{shellText.leave.stay}</Button>
          <Button variant="primary" isPending={busy} onPress={save} autoFocus>
            {shellText.leave.save}
          </Button>
        </>
      }
    >
      <p className="text-muted">{shellText.leave.why}</p>
    </Dialog>
  );
}
