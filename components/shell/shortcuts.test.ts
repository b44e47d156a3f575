import { describe, expect, it } from 'vitest';
import { pressName } from './shortcuts.tsx';

const press = (key: string, ...modifiers: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]) =>
  pressName({
    key,
    ctrlKey: modifiers.includes('ctrlKey'),
    metaKey: modifiers.includes('metaKey'),
    altKey: modifiers.includes('altKey'),
    shiftKey: modifiers.includes('shiftKey'),
  });

describe('pressName', () => {
  it('writes a press as the lists of shortcuts do', () => {
    expect(press('j')).toBe('J');
    expect(press('k', 'ctrlKey')).toBe('Mod+K');
    expect(press('k', 'metaKey')).toBe('Mod+K');
    expect(press('P', 'ctrlKey', 'shiftKey')).toBe('Mod+Shift+P');
    expect(press('ArrowDown', 'altKey')).toBe('Alt+Down');
    expect(press('Enter', 'shiftKey')).toBe('Shift+Enter');
  });

  it('leaves out the Shift that a sign needs on some keyboards only', () => {
    expect(press('?', 'shiftKey')).toBe('?');
    expect(press('[')).toBe('[');
  });
});
