import { useUrlState } from '#components/base/url-state.tsx';

export const TABS = ['lesson', 'exercises', 'links', 'facts', 'history'] as const;
export type Tab = (typeof TABS)[number];

/** What of the workbench stands in its address: the tab, whether one writes, and what a search sought. */
export function useWorkbenchAddress() {
  const [params, write] = useUrlState();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'lesson';
  const isEditing = params.get('edit') === '1';
  const isPreview = params.get('view') === 'learner';
  // The same page shows another side of itself: no request, and the back button leads back. Somebody who came to see a passage
  // goes their own way from here on.
  const go = (change: Record<string, string | null>) =>
    write({ find: null, version: null, with: null, only: null, exercise: null, ...change }, 'push');
  return {
    tab,
    isEditing,
    /** The lesson is open to be written. */
    isWriting: tab === 'lesson' && isEditing,
    isPreview,
    sought: params.get('find') ?? '',
    showTab: (next: Tab) => go({ tab: next === 'lesson' ? null : next }),
    toggleEditing: () => go({ tab: null, view: null, edit: isEditing && tab === 'lesson' ? null : '1' }),
    startEditing: () => go({ tab: null, edit: '1' }),
    togglePreview: () => go({ view: isPreview ? null : 'learner' }),
  };
}

export type WorkbenchAddress = ReturnType<typeof useWorkbenchAddress>;
