import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/shell/providers.tsx';
import { THEME_COOKIE, themeAttribute } from '#components/ui/preferences.tsx';
import { readerLocale } from '#lib/base/core/locale.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Trailwright', template: '%s · Trailwright' },
  description: 'An authoring studio for trails of short lessons.',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f7f4' },
    { media: '(prefers-color-scheme: dark)', color: '#161513' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [cookieJar, requestHeaders] = await Promise.all([cookies(), headers()]);
  return (
    <html
      lang="en"
      data-theme={themeAttribute(cookieJar.get(THEME_COOKIE)?.value)}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <Providers locale={readerLocale(requestHeaders.get('accept-language'))}>{children}</Providers>
      </body>
    </html>
  );
}
