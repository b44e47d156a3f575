import { describe, expect, test } from 'vitest';
import { readEnv, readStartSettings } from './env.ts';

const HOSTED = {
  NEXT_PUBLIC_SUPABASE_URL: 'https://project.example.test/',
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  SUPABASE_SECRET_KEY: 'sb_secret_x',
  DATABASE_URL: 'postgresql://postgres:x@db.example.test:5432/postgres',
};

describe('the settings of a start', () => {
  test('without any variable: embedded, on loopback, with the usual ports', () => {
    expect(readStartSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      apiPort: 54321,
      dbPort: 54322,
      hosted: null,
    });
    expect(readStartSettings({ PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 3000, hosted: null });
  });

  test('all four variables make it hosted, fewer are refused by name', () => {
    expect(readStartSettings(HOSTED).hosted).toEqual(HOSTED);
    for (const name of Object.keys(HOSTED)) {
      expect(() => readStartSettings({ ...HOSTED, [name]: undefined }), name).toThrow(`set ${name} as well`);
    }
  });

  test.each([
    [{ PORT: 'web' }, 'PORT must be a whole number'],
    [{ STUDIO_DB_PORT: '0' }, 'STUDIO_DB_PORT must be a whole number'],
    [{ ...HOSTED, DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be an address like postgresql:'],
    [{ ...HOSTED, NEXT_PUBLIC_SUPABASE_URL: 'project' }, 'NEXT_PUBLIC_SUPABASE_URL must be an http(s) address'],
    [{ PORT: '54321' }, 'must differ'],
    [{ STUDIO_PROXIES: '10.0.0.0/8, proxy.example.test' }, 'STUDIO_PROXIES must be addresses or networks'],
    [{ STUDIO_SESSION_DAYS: '0' }, 'STUDIO_SESSION_DAYS must be more than 0 days'],
    [{ STUDIO_SESSION_IDLE_DAYS: '401' }, 'STUDIO_SESSION_IDLE_DAYS must be 400 days at most'],
    [{ STUDIO_WEB_DATABASE_URL: 'web' }, 'STUDIO_WEB_DATABASE_URL must be an address'],
    [{ STUDIO_REALTIME_URL: 'project' }, 'STUDIO_REALTIME_URL must be an address'],
    [{ STUDIO_REALTIME_URL: 'https://x.test/v1; script-src *' }, 'STUDIO_REALTIME_URL must be an address'],
    [{ STUDIO_REALTIME_URL: 'https://x.test,*' }, 'STUDIO_REALTIME_URL must be an address'],
  ])('%o is refused in one sentence', (source, sentence) => {
    expect(() => readStartSettings(source)).toThrow(sentence);
  });
});

describe('the environment of a process', () => {
  test('hosted: mail is the project’s, nothing is offered from a data folder', () => {
    expect(readEnv(HOSTED)).toMatchObject({
      supabaseUrl: 'https://project.example.test',
      embedded: false,
      dataDir: null,
      mailIsConfigured: true,
    });
  });

  test('embedded: mail needs a server, the web process has no secret key', () => {
    const { SUPABASE_SECRET_KEY: _, ...web } = HOSTED;
    const embedded = { ...web, STUDIO_EMBEDDED: '1', STUDIO_DATA_DIR: '/data' };
    expect(readEnv(embedded)).toMatchObject({
      embedded: true,
      dataDir: '/data',
      secretKey: null,
      mailIsConfigured: false,
    });
    expect(readEnv({ ...embedded, STUDIO_SMTP_URL: 'smtp://mail.test' }).mailIsConfigured).toBe(true);
  });

  test('proxies and the life of a session', () => {
    expect(readEnv(HOSTED)).toMatchObject({ proxies: [], session: { days: 30, idleDays: 7 } });
    const given = { STUDIO_PROXIES: '10.0.0.0/8, ::1', STUDIO_SESSION_DAYS: '0.5', STUDIO_SESSION_IDLE_DAYS: '1' };
    expect(readEnv({ ...HOSTED, ...given })).toMatchObject({
      proxies: ['10.0.0.0/8', '::1'],
      session: { days: 0.5, idleDays: 1 },
    });
  });

  test('Realtime is a WebSocket address, where there is one', () => {
    expect(readEnv(HOSTED).realtimeUrl).toBeNull();
    const at = (STUDIO_REALTIME_URL: string) => readEnv({ ...HOSTED, STUDIO_REALTIME_URL }).realtimeUrl;
    expect(at('https://project.example.test/realtime/v1/')).toBe('wss://project.example.test/realtime/v1');
    expect(at('ws://127.0.0.1:4000/socket')).toBe('ws://127.0.0.1:4000/socket');
  });

  test('a missing variable is named', () => {
    expect(() => readEnv({})).toThrow('NEXT_PUBLIC_SUPABASE_URL is missing');
  });
});
