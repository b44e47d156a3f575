import { readdir } from 'node:fs/promises';
import { request as ask, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { type Bench, figure } from '../report.ts';
import { withStudio } from './attacked-studio.ts';

const APP = path.resolve(import.meta.dirname, '../../app');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
/** What is put in place of the parts of an address that vary, and after it. */
const VALUES = ['demo', 'nowhere', '%FF', '%00', '%2e%2e', 'x.png', '-'.repeat(200), '日本', '%ED%A0%80'];
const ENDS = ['', '/', '.png', '/x.svg', '?q=%00', '?cursor=%FF&limit=-1', '%2F..%2Fx.js', '//', ';x'];
const HOSTS = ['rebound.example', '127.0.0.1.rebound.example', 'localhost.', '[::1]', '0'];

/** Every route of the application, odd variants of its address, every method: what answers, and with what policy. */
const attack: Bench = {
  name: 'headers',
  about: 'all routes x odd paths x methods x names of the host: policy, faults, and who is answered',
  run: (say) =>
    withStudio(async ({ web }) => {
      const wrong = { faults: [] as string[], policy: [] as string[], hosts: [] as string[] };
      let tries = 0;
      const look = async (address: string, method = 'GET', host?: string) => {
        const { status, headers, body } = await raw(web, address, method, host);
        tries++;
        const what = `${method} ${address.slice(0, 100)} ${status}`;
        // Not implemented is an answer to a method that no server has to know.
        if ((status >= 500 && status !== 501) || /\n\s+at .+:\d+:\d+/.test(body)) wrong.faults.push(what);
        if (status < 400 || status > 431 || headers['content-type']?.startsWith('text/html')) {
          if (status !== 0 && headers['x-content-type-options'] !== 'nosniff') wrong.policy.push(`${what}: no nosniff`);
          if (
            headers['content-type']?.startsWith('text/html') &&
            !/script-src [^;]*'nonce-|default-src 'none'/.test(String(headers['content-security-policy']))
          )
            wrong.policy.push(`${what}: no policy`);
        }
        return status;
      };
      for (const route of await routes()) {
        say(route);
        for (const value of route.includes('[') ? VALUES : ['']) {
          const address = route.replace(/\[[^\]]*\]+/g, value);
          for (const end of ENDS) await look(address + end);
          for (const method of METHODS) await look(address, method);
        }
        const plain = route.replace(/\[[^\]]*\]+/g, 'demo');
        for (const host of HOSTS) {
          const status = await look(plain, 'GET', host);
          const isOurs = host === 'localhost.' || host === '[::1]';
          if (!isOurs && status !== 421 && status !== 400) wrong.hosts.push(`${host} ${plain} ${status}`);
        }
      }
      const row = (what: string, found: string[]) => ({
        what,
        figure: figure([found.length], ''),
        target: { text: 'none', is_met: found.length === 0 },
        how: found.length === 0 ? `of ${tries} requests` : found.slice(0, 8).join(' | '),
      });
      return [
        row('faults and stacks', wrong.faults),
        row('answers without their policy', wrong.policy),
        row('other names that are answered', wrong.hosts),
      ];
    }),
};
export default attack;

/** Addresses of all pages and handlers, groups of folders left out. */
async function routes(): Promise<string[]> {
  const files = await readdir(APP, { recursive: true });
  const found = files
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]*\)/g, '').replace(/^\/\.$/, '/'));
  return [...new Set(found)].sort();
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request as no browser would send it. A connection that is closed without an answer has status 0. */
function raw(web: string, address: string, method: string, host?: string): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = host === undefined ? {} : { host };
    const sent = ask(
      new URL(web),
      { path: encodeURI(decodeSafely(address)), method, headers, timeout: 10_000 },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text.slice(0, 20_000);
        });
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        answer.once('error', () => resolve({ status: 0, headers: {}, body }));
      },
    );
    sent.once('error', () => resolve({ status: 0, headers: {}, body: '' }));
    sent.once('timeout', () => {
      sent.destroy();
      resolve({ status: 504, headers: {}, body: '' });
    });
    sent.end();
  });
}

/** Letters beyond ASCII are written as bytes; what is encoded already stays as it is, however odd. */
function decodeSafely(address: string): string {
  return address.replaceAll('%', '%25').replaceAll('%25', '%');
}
