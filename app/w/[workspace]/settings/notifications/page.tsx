import type { Metadata } from 'next';
import { NotificationSettingsPage } from '#components/notifications/settings-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { env } from '#lib/base/env.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readSettings } from '#lib/notifications/data.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Notifications' };

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { id, slug, name } = workspace;
  const settings = await readSettings(db, id);
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Notifications' }]}>
      <Prefetched data={[[keys.notificationSettings(slug), settings]]}>
        <NotificationSettingsPage workspace={{ slug, name }} hasMail={env().smtpUrl !== null} />
      </Prefetched>
    </Place>
  );
}
