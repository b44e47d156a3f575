'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { QueryProblem } from '#components/base/problem.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { can, ROLES, type Role } from '#lib/base/core/permissions.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { pictureAddress } from '#lib/people/core/picture.ts';
import type { Member } from '#lib/people/data/workspaces.ts';
import { membersQuery, useLeaveWorkspace, useRemoveMember, useSetMemberRole } from '#lib/people/queries/workspaces.ts';
import { SettingsFrame, SettingsSection } from './frame.tsx';
import { Invitations } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { settingsText } from './text.ts';

export interface MembersProps {
  workspace: { slug: string; name: string };
  role: Role;
  user_id: string;
}

export function Members({ workspace, role, user_id }: MembersProps) {
  const { slug } = workspace;
  const mayManage = can(role, 'member.manage');
  const members = useQuery(membersQuery(slug));
  const admins = (members.data ?? []).filter((member) => member.role === 'admin');
  const isLastAdmin = (member: Member) => member.role === 'admin' && admins.length === 1;
  const self = members.data?.find((member) => member.user_id === user_id);
  return (
    <SettingsFrame
      title={settingsText.membersTitle}
      lead={settingsText.membersLead}
      isReadOnly={!mayManage}
      actions={mayManage && <Invite workspace={slug} />}
    >
      {members.error ? (
        <QueryProblem title={settingsText.notLoaded} error={members.error} onRetry={() => void members.refetch()} />
      ) : !members.data ? (
        <TableSkeleton rows={4} columns={3} />
      ) : (
        <ul aria-label={settingsText.membersTitle} className="-mt-2 flex flex-col border-t">
          {members.data.map((member) => (
            <MemberRow
              key={member.user_id}
              workspace={slug}
              member={member}
              isSelf={member.user_id === user_id}
              isLastAdmin={isLastAdmin(member)}
              mayManage={mayManage}
            />
          ))}
        </ul>
      )}
      {mayManage && <Invitations workspace={slug} />}
      {self && <Leave workspace={workspace} isLastAdmin={isLastAdmin(self)} />}
    </SettingsFrame>
  );
}

interface MemberRowProps {
  workspace: string;
  member: Member;
  isSelf: boolean;
  isLastAdmin: boolean;
  mayManage: boolean;
}

function MemberRow({ workspace, member, isSelf, isLastAdmin, mayManage }: MemberRowProps) {
  const setRole = useSetMemberRole(workspace);
  const remove = useRemoveMember(workspace);
  const name = member.display_name;
  const change = (next: Role) =>
    setRole.mutate(
      { user_id: member.user_id, role: next },
      {
        onSuccess: () => toast.done(settingsText.roleChanged(name, settingsText.roles[next])),
        onError: (error) => toast.problem(settingsText.roleRefused, { detail: problemOf(error).message }),
      },
    );
  return (
    <li
      aria-label={name}
      className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-2 border-b py-3 last:border-b-0 sm:grid-cols-[auto_minmax(0,1fr)_11rem_7rem]"
    >
      <Avatar
        name={name}
        src={member.picture ? pictureAddress(member.user_id, member.picture) : undefined}
        decorative
        size="lg"
      />
      <div className="min-w-0">
        <p className="flex items-baseline gap-2">
          <span dir="auto" className="truncate font-medium">
            {name}
          </span>
          {isSelf && <span className="text-sm text-faint">{settingsText.you}</span>}
        </p>
        <p className="truncate text-sm text-muted">
          {member.email} · {settingsText.joined} <RelativeTime value={member.created_at} />
        </p>
        {isLastAdmin && mayManage && <p className="text-sm text-muted">{settingsText.lastAdmin}</p>}
      </div>
      {mayManage ? (
        <Select
          label={settingsText.roleOf(name)}
          hideLabel
          className="max-sm:col-start-2"
          value={member.role}
          isDisabled={isLastAdmin}
          onChange={(next) => change(next as Role)}
          options={ROLES.map((id) => ({ id, label: settingsText.roles[id], description: settingsText.roleHelp[id] }))}
        />
      ) : (
        <span className="text-muted max-sm:col-start-2" title={settingsText.roleHelp[member.role]}>
          {settingsText.roles[member.role]}
        </span>
      )}
      {mayManage && !isSelf && (
        <AlertDialog
          title={settingsText.removeTitle(name)}
          confirmLabel={settingsText.removeConfirm}
          danger
          trigger={
            <Button
              variant="quiet"
              size="sm"
              className="justify-self-start max-sm:-ms-2.5 max-sm:col-start-2 sm:justify-self-end"
              isDisabled={isLastAdmin}
              aria-label={settingsText.removeOf(name)}
            >
              {settingsText.remove}
            </Button>
          }
          onConfirm={async () => {
            await remove.mutateAsync(member.user_id);
            toast.done(settingsText.removed(name));
          }}
        >
          {settingsText.removeWhy}
        </AlertDialog>
      )}
    </li>
  );
}

function Leave({ workspace, isLastAdmin }: { workspace: { slug: string; name: string }; isLastAdmin: boolean }) {
  const router = useRouter();
  const leave = useLeaveWorkspace(workspace.slug);
  return (
    <SettingsSection title={settingsText.leave} lead={isLastAdmin ? settingsText.lastAdmin : settingsText.leaveWhy}>
      <AlertDialog
        title={settingsText.leaveTitle(workspace.name)}
        confirmLabel={settingsText.leave}
        danger
        trigger={
          <Button className="self-start" isDisabled={isLastAdmin}>
            {settingsText.leave}
          </Button>
        }
        onConfirm={async () => {
          await leave.mutateAsync();
          router.push('/');
          router.refresh();
        }}
      >
        {settingsText.leaveWhy}
      </AlertDialog>
    </SettingsSection>
  );
}
