import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['{lib,components,app}/**/*.test.{ts,tsx}'] } });
