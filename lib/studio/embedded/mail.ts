import path from 'node:path';
import { ConsoleEmailDriver, type EmailDriver, type EmailMessage, SmtpEmailDriver } from '@supabase/lite';

/** A mail server and who writes. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, name and password only where the server asks; null: mails go to the log. */
  smtpUrl?: string | null;
  mailFrom?: string | null;
  /** Where people open the studio. */
  siteUrl: string;
}

/** The part of the configuration of Auth that names our template, which is the address of the link and nothing else. */
export const MAIL_TEMPLATES = {
  magic_link: {
    subject: 'Your link to Trailwright',
    content_path: path.join(import.meta.dirname, 'magic-link.txt'),
  },
};

/**
 * Sends what Auth has to say. The library writes its link to the address of the web server, where Auth is not served, and
 * would answer with the session in the fragment, which no server sees; so the mail is written here around the link of our
 * template, which carries a hash that works in any browser.
 */
export function mailDriver(settings: MailSettings): EmailDriver {
  const driver = settings.smtpUrl ? smtpDriver(settings.smtpUrl, settings.mailFrom) : new ConsoleEmailDriver();
  const callback = `${settings.siteUrl}/auth/callback?`;
  return {
    send: (message) => {
      const link = message.html?.trim();
      return driver.send(link?.startsWith(callback) ? { ...message, ...linkMail(link) } : message);
    },
  };
}

function smtpDriver(smtpUrl: string, mailFrom?: string | null): SmtpEmailDriver {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return new SmtpEmailDriver({
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A server inside of the house often asks for neither.
    ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
    from: { name: 'Trailwright', address: mailFrom ?? 'trailwright@localhost' },
  });
}

function linkMail(link: string): Pick<EmailMessage, 'text' | 'html'> {
  const lead = 'Open this link to sign in to Trailwright. It works once, within an hour.';
  const rest = 'If you did not ask for it, do nothing: nobody gets in without it.';
  const href = link.replaceAll('&', '&amp;');
  return {
    text: `${lead}\n\n${link}\n\n${rest}\n`,
    html: `<p>${lead}</p>\n<p><a href="${href}">Sign in to Trailwright</a></p>\n<p>${rest}</p>\n`,
  };
}
