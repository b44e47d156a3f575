import { describe, expect, it } from 'vitest';
import { readPanes, themeAttribute, writePanes } from './preferences.tsx';

describe('what cookies remember', () => {
  it('comes back as it was', () => {
    const panes = { tree: { size: 320, folded: false }, inspector: { size: 280, folded: true } };
    expect(readPanes(writePanes(panes))).toEqual(panes);
    expect(writePanes(panes)).toMatch(/^[\w.-]+$/);
  });

  it('is ignored where somebody tampered with it', () => {
    expect(readPanes('tree.9.0_<script>_x.999999.1')).toEqual({});
    expect(readPanes(undefined)).toEqual({});
    expect(themeAttribute('pink')).toBeUndefined();
    expect(themeAttribute('dark')).toBe('dark');
  });
});
