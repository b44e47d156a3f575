'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { SettingsSection } from '#components/people/settings/frame.tsx';
import { settingsText } from '#components/people/settings/text.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { FormSkeleton, TableSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { ContentKey } from '#lib/delivery/data/keys.ts';
import { contentKeysQuery, useRevokeContentKey } from '#lib/delivery/queries.ts';

const NewKey = dynamic(() => import('./new-key.tsx').then((module) => module.NewKey), {
  ssr: false,
  loading: () => <FormSkeleton />,
});

export function ContentKeys({ workspace }: { workspace: string }) {
  const found = useQuery(contentKeysQuery(workspace));
  return (
    <SettingsSection
      title={settingsText.keysTitle}
      lead={settingsText.keysLead}
      actions={<CreateKey workspace={workspace} />}
    >
      {found.error ? (
        <QueryProblem error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <TableSkeleton rows={2} columns={3} />
      ) : found.data.length === 0 ? (
        <EmptyState compact title={settingsText.noKeys}>
          {settingsText.noKeysWhy}
        </EmptyState>
      ) : (
        <ul aria-label={settingsText.keysTitle} className="flex flex-col border-t">
          {found.data.map((key) => (
            <KeyRow key={key.id} workspace={workspace} contentKey={key} />
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

function KeyRow({ workspace, contentKey }: { workspace: string; contentKey: ContentKey }) {
  const revoke = useRevokeContentKey(workspace);
  const { name, prefix, created_at, last_used_at, revoked_at } = contentKey;
  return (
    <li aria-label={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex items-center gap-2">
          <span dir="auto" className={revoked_at ? 'truncate text-muted line-through' : 'truncate font-medium'}>
            {name}
          </span>
          <code className="text-xs text-faint">{prefix}…</code>
        </p>
        <p className="text-sm text-muted">
          {settingsText.keyCreated} <RelativeTime value={created_at} /> ·{' '}
          {last_used_at ? (
            <>
              {settingsText.keyUsed} <RelativeTime value={last_used_at} />
            </>
          ) : (
            settingsText.keyNeverUsed
          )}
        </p>
      </div>
      {revoked_at ? (
        <Badge icon={<KeyRound aria-hidden />}>{settingsText.keyRevoked}</Badge>
      ) : (
        <AlertDialog
          title={settingsText.revokeTitle(name)}
          confirmLabel={settingsText.revokeConfirm}
          danger
          trigger={
            <Button size="sm" variant="quiet" aria-label={settingsText.revokeOf(name)}>
              {settingsText.revoke}
            </Button>
          }
          onConfirm={async () => {
            await revoke.mutateAsync(contentKey.id);
            toast.done(settingsText.revoked(name));
          }}
        >
          {settingsText.revokeWhy}
        </AlertDialog>
      )}
    </li>
  );
}

function CreateKey({ workspace }: { workspace: string }) {
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  const change = (open: boolean) => {
    setOpen(open);
    if (!open) setSecret(undefined);
  };
  return (
    <Dialog
      title={secret ? settingsText.keyMade : settingsText.newKeyTitle}
      isOpen={isOpen}
      onOpenChange={change}
      trigger={<Button icon={<KeyRound />}>{settingsText.newKey}</Button>}
    >
      {(close) => <NewKey workspace={workspace} secret={secret} onMade={setSecret} onClose={close} />}
    </Dialog>
  );
}
