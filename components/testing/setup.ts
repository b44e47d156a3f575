import { toast } from 'sonner';
import { beforeEach } from 'vitest';
import '../../app/globals.css';
import { answerReads, forgetServer } from './server.ts';

// What Next.js puts into the code of the browser.
Object.assign(globalThis, { process: { env: { NODE_ENV: 'test' } } });

answerReads();
beforeEach(forgetServer);
// They outlive the page that they were shown on.
beforeEach(() => void toast.dismiss());
