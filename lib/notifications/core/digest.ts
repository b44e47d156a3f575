import { z } from 'zod';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.ts';

const line = z.object({
  kind: z.enum(NOTIFICATION_KINDS),
  title: z.string(),
  words: z.string().nullable(),
  told_at: z.string(),
  total: z.number(),
  by_name: z.string().nullable(),
});

/** What somebody has not read, by workspace, as it goes into their mail of the day. */
export const digestJson = z.object({
  user_id: z.uuid(),
  email: z.string(),
  /** The lines that it tells, each as it was then, so that the next one tells what is new. */
  told: z.object({ id: z.number(), told_at: z.string() }).array(),
  workspaces: z.object({ slug: z.string(), name: z.string(), total: z.number(), lines: line.array() }).array(),
});
export type Digest = z.infer<typeof digestJson>;

const DID: Record<NotificationKind, string> = {
  mention: 'mentioned you in',
  reply: 'replied in',
  resolved: 'resolved a thread in',
  approved: 'approved',
  rejected: 'rejected',
  disagreed: 'disagrees with your decision on',
  assigned: 'assigned to you',
  asked: 'asks you for',
  job_done: 'Done:',
  job_failed: 'Failed:',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number) => String(number).padStart(2, '0');

/** A moment in UTC, and said so: where somebody is, a mail does not know. */
function moment(iso: string): string {
  const at = new Date(iso);
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  return `${day}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** What people wrote is one line of the mail, whatever it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go.
const flat = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029\s]+/g, ' ').trim();

/** The mail of the day, as text and as simple HTML. */
export function digestMail({ workspaces }: Digest, siteUrl: string): { subject: string; text: string; html: string } {
  const total = workspaces.reduce((sum, one) => sum + one.total, 0);
  const subject =
    total === 1 ? '1 thing you have not read in Trailwright' : `${total} things you have not read in Trailwright`;
  const text: string[] = [];
  const html: string[] = [];
  for (const { slug, name, total: all, lines } of workspaces) {
    const home = `${siteUrl}${inWorkspace(slug).home}`;
    const settings = `${siteUrl}${inWorkspace(slug).notificationSettings}`;
    text.push(flat(name), home, '');
    html.push(`<h2><a href="${escaped(home)}">${escaped(flat(name))}</a></h2>`, '<ul>');
    for (const one of lines) {
      const said = [one.by_name && flat(one.by_name), DID[one.kind], flat(one.title)].filter(Boolean).join(' ');
      const words = one.words && `“${flat(one.words)}”`;
      text.push(`- ${said} (${moment(one.told_at)})`, ...(words ? [`  ${words}`] : []));
      html.push(
        `<li>${escaped(said)} <small>${moment(one.told_at)}</small>${words ? `<br>${escaped(words)}` : ''}</li>`,
      );
    }
    html.push('</ul>');
    if (all > lines.length) {
      text.push(`and ${all - lines.length} more`);
      html.push(`<p>and ${all - lines.length} more</p>`);
    }
    text.push('', `Choose what comes by mail, or none: ${settings}`, '');
    html.push(`<p><a href="${escaped(settings)}">Choose what comes by mail, or none</a></p>`);
  }
  return { subject, text: `${text.join('\n')}\n`, html: `${html.join('\n')}\n` };
}
