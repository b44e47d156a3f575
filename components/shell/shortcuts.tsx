'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react';

export interface Shortcut {
  /** `Mod+S`, `J`, `Shift+Enter`, `G then O`, `?`. `Mod` is Ctrl, or Command on a Mac. */
  keys: string;
  label: string;
  /** Left out where the control itself listens and the sheet only tells of it. */
  run?: () => void;
}

export interface ShortcutGroup {
  label: string;
  items: readonly Shortcut[];
}

interface Registry {
  groups: readonly ShortcutGroup[];
  add: (group: ShortcutGroup) => () => void;
}

const ShortcutContext = createContext<Registry>({ groups: [], add: () => () => {} });
const SEQUENCE_TIME = 900;
// Whoever means the act of the key alone waits for it.
const SEQUENCE_TIME_OF_ACTS = 500;
// A text field has these for itself.
const OF_FIELDS = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+A']);

/** One press as written in `keys`: modifiers in a fixed order, letters in capitals. */
export function pressName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.replace(/^Arrow/, '').replace(/^ $/, 'Space');
  const letter = key.length === 1;
  const shift = event.shiftKey && (!letter || /\p{L}/u.test(key));
  return [
    (event.ctrlKey || event.metaKey) && 'Mod',
    event.altKey && 'Alt',
    shift && 'Shift',
    letter ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  );
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<readonly ShortcutGroup[]>([]);
  const read = useEffectEvent(() => groups);

  const add = useCallback((group: ShortcutGroup) => {
    setGroups((all) => [...all, group]);
    return () => setGroups((all) => all.filter((other) => other !== group));
  }, []);

  useEffect(() => {
    // The key that may begin a sequence, and what it does by itself where no other one follows.
    let begun: { name: string; alone?: () => void } | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const alone = begun?.alone;
      begun = null;
      clearTimeout(timer);
      alone?.();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || /^(Control|Shift|Alt|Meta)$/.test(event.key)) return;
      // Whoever holds the keys of a page's act means it once.
      if (event.repeat && event.key === 'Enter') return;
      const name = pressName(event);
      // Typing letters is typing, and looking through a long page at every letter would be felt.
      if (isTyping(event.target) && (!name.startsWith('Mod+') || OF_FIELDS.has(name))) return;
      // A dialog stands in front; only it listens.
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      // The place registered last stands nearest to the reader.
      const items = read()
        .toReversed()
        .flatMap((group) => group.items);
      const runOf = (keys: string) => items.find((item) => item.run && item.keys === keys)?.run;
      const sequence = begun && runOf(`${begun.name} then ${name}`);
      if (sequence) begun = null;
      settle();
      const run = sequence ?? runOf(name);
      if (run) event.preventDefault();
      if (!sequence && items.some((item) => item.run && item.keys.startsWith(`${name} then `))) {
        begun = { name, alone: run };
        timer = setTimeout(settle, run ? SEQUENCE_TIME_OF_ACTS : SEQUENCE_TIME);
      } else run?.();
    };
    // A button takes Enter for a press, with Ctrl as well: whoever has just pressed one still means the page by Ctrl+Enter.
    const onEarly = (event: KeyboardEvent) => {
      if (pressName(event) !== 'Mod+Enter' || !(event.target instanceof Element && event.target.closest('button')))
        return;
      onKeyDown(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    document.addEventListener('keydown', onEarly, true);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onEarly, true);
      document.removeEventListener('keydown', onKeyDown);
      clearTimeout(timer);
    };
  }, []);

  const registry = useMemo(() => ({ groups, add }), [groups, add]);
  return <ShortcutContext.Provider value={registry}>{children}</ShortcutContext.Provider>;
}

/** The shortcuts of a place, for as long as it is on screen. They appear on the keyboard sheet by themselves. */
export function useShortcuts(label: string, items: readonly Shortcut[]) {
  const { add } = useContext(ShortcutContext);
  const run = useEffectEvent((pressed: string) => items.find((item) => item.keys === pressed)?.run?.());
  const read = useEffectEvent(() => items);
  const keys = items.map((item) => `${item.keys}\n${item.label}\n${Boolean(item.run)}`).join('\n\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew when the keys change, not at every render.
  useEffect(() => {
    const stable = read().map((item) => ({ ...item, run: item.run && (() => run(item.keys)) }));
    return add({ label, items: stable });
  }, [add, label, keys]);
}

export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useContext(ShortcutContext).groups;
}
