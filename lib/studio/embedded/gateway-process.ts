import path from 'node:path';
import { readStartSettings } from '#lib/base/env.ts';
import { silenceRefusals } from '../core/refusal.ts';
import { restWhenQuiet } from '../processes/rest.ts';
import { supervised } from '../processes/supervised.ts';
import { startGateway } from './gateway.ts';
import { installEnvironment, readInstall } from './install.ts';

// The gateway is a process of its own: a young library that crashes, leaks or blocks takes neither the database nor the
// supervisor with it, and is back after half a second. It reads its secrets from the data folder.

async function main(): Promise<void> {
  const settings = readStartSettings();
  const install = await readInstall(settings.dataDir);
  if (!install) throw new Error(`No install in ${settings.dataDir}`);

  silenceRefusals();
  const gateway = await startGateway({
    databaseUrl: String(installEnvironment(settings.dataDir, install).DATABASE_URL),
    host: '127.0.0.1',
    port: install.ports.api,
    jwtSecret: install.jwt_secret,
    publishableKey: install.publishable_key,
    secretKey: install.secret_key,
    siteUrl: settings.siteUrl,
    filesFolder: path.join(settings.dataDir, 'files'),
    smtpUrl: settings.smtpUrl,
    mailFrom: settings.mailFrom,
    session: settings.session,
  });
  supervised(gateway.close).reportReady();
  restWhenQuiet();
}

if (import.meta.main) await main();
