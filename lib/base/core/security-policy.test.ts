import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './security-policy.ts';

const connect = (policy: string) => policy.split('; ').find((line) => line.startsWith('connect-src'));

test('scripts speak to the studio, and to the one address of Realtime where the install has it', () => {
  const policy = (realtimeUrl: string | null) => contentSecurityPolicy('n', { realtimeUrl, isDevelopment: false });
  expect(connect(policy(null))).toBe("connect-src 'self'");
  expect(connect(policy('wss://project.example.test/realtime/v1'))).toBe(
    "connect-src 'self' wss://project.example.test/realtime/v1/websocket",
  );
});

test('what development needs is in no other policy', () => {
  const policy = (isDevelopment: boolean) => contentSecurityPolicy('n', { realtimeUrl: null, isDevelopment });
  expect(policy(true)).toContain("'unsafe-eval'");
  expect(connect(policy(true))).toBe("connect-src 'self' ws:");
  expect(policy(false)).not.toContain('unsafe-eval');
  expect(policy(false)).toContain("'nonce-n' 'strict-dynamic'");
});
