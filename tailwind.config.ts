import type { Config } from 'tailwindcss';

const token = (name: string) => `var(--${name})`;
const STATES = ['draft', 'published', 'changed', 'blocked', 'stale', 'archived'];

/** Names for the tokens of components/ui/tokens.css: `bg-surface`, `text-muted`, `border-strong`, `bg-draft-soft`. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    extend: {
      colors: {
        canvas: token('canvas'),
        surface: token('surface'),
        sunken: token('sunken'),
        raised: token('raised'),
        hover: token('hover'),
        pressed: token('pressed'),
        backdrop: token('backdrop'),
        line: token('line'),
        'line-strong': token('line-strong'),
        'field-line': token('field-line'),
        ink: token('text'),
        muted: token('text-muted'),
        faint: token('text-faint'),
        accent: token('accent'),
        'accent-hover': token('accent-hover'),
        'on-accent': token('on-accent'),
        'accent-text': token('accent-text'),
        'accent-soft': token('accent-soft'),
        'accent-line': token('accent-line'),
        focus: token('focus'),
        danger: token('danger'),
        'danger-hover': token('danger-hover'),
        'danger-text': token('danger-text'),
        'danger-soft': token('danger-soft'),
        'danger-line': token('danger-line'),
        ...Object.fromEntries(STATES.flatMap((name) => [name, `${name}-soft`]).map((name) => [name, token(name)])),
        'link-prerequisite': token('link-prerequisite'),
        'link-deepens': token('link-deepens'),
        'link-recommended': token('link-recommended'),
        'link-related': token('link-related'),
      },
      fontFamily: {
        sans: ['var(--font-geist-sans)', 'ui-sans-serif', 'system-ui', 'sans-serif'],
        mono: ['var(--font-geist-mono)', 'ui-monospace', 'monospace'],
        serif: ['Source Serif 4 Variable', 'Iowan Old Style', 'Georgia', 'serif'],
      },
      fontSize: {
        xs: ['0.75rem', '1rem'],
        sm: ['0.8125rem', '1.25rem'],
        base: ['0.875rem', '1.25rem'],
        lg: ['1rem', '1.5rem'],
        xl: ['1.125rem', '1.625rem'],
        '2xl': ['1.375rem', '1.75rem'],
        '3xl': ['1.75rem', '2.25rem'],
      },
      borderRadius: { sm: '4px', md: '6px', lg: '8px', xl: '12px' },
      boxShadow: { float: token('shadow-float') },
      transitionDuration: { DEFAULT: '120ms', quick: '120ms', calm: '180ms' },
    },
  },
} satisfies Config;
