-- A workspace may ask for proposals: then an editor changes what is published by proposing, whichever way they come
-- (docs/decisions/151-changes-of-published-lessons-are-proposed.md). And what became of a draft is said by its decision alone.

alter table public.workspaces add column asks_for_proposals boolean not null default false;
comment on column public.workspaces.asks_for_proposals is 'Editors propose changes of published lessons; reviewers and admins change them as ever.';
grant update (asks_for_proposals) on public.workspaces to authenticated;

create function private.guard_published() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Reviewers decide: what they approve, undo or write themselves needs nobody else.
  if private.is_system()
    or not coalesce((select w.asks_for_proposals from public.workspaces w where w.id = old.workspace_id), false)
    or old.workspace_id in (select private.my_workspaces('reviewer'))
  then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  raise exception 'Changes of published lessons are proposed in this workspace. Propose yours for “%”; a reviewer decides.', left(old.title, 100) using errcode = 'TW007';
end
$$;
comment on function private.guard_published is 'What is published changes by a decision, where the workspace asks for proposals: one place for saving, bulk edits, replacing, merging, undoing, restoring, importing and what comes after them.';
create trigger guard_published before update on public.sparks for each row
  when (old.is_published and (old.slug, old.title, old.summary, old.content_md, old.estimated_mins, old.difficulty, old.is_published, old.ai_metadata, old.extras)
    is distinct from (new.slug, new.title, new.summary, new.content_md, new.estimated_mins, new.difficulty, new.is_published, new.ai_metadata, new.extras))
  execute function private.guard_published();
-- Else a lesson would be put into the trash and written anew.
create trigger guard_published_delete before delete on public.sparks for each row when (old.is_published) execute function private.guard_published();

create function private.guard_review_status() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  action constant public.change_action := (
    select c.action from public.change_sets c where c.id = nullif(split_part(current_setting('trailwright.change_set', true), ':', 2), '')::uuid);
begin
  if action in ('approval', 'undo', 'revert', 'restore', 'merge') or private.is_system() and action is distinct from 'import'
    -- Back to a text with the decision that it had already is no new decision.
    or new.content_md <> old.content_md
      and private.mark_of_text(new.workspace_id, new.id, new.content_md) ->> 'review_status' = new.ai_metadata ->> 'review_status'
  then
    return new;
  end if;
  if action is distinct from 'import' then
    raise exception 'Whether a draft is approved is decided in the review queue.' using errcode = 'TW007';
  end if;
  -- A file may bring a draft, never what became of it: the draft waits on.
  new.ai_metadata := coalesce(new.ai_metadata, '{}') || jsonb_build_object('review_status', old.ai_metadata -> 'review_status');
  return new;
end
$$;
comment on function private.guard_review_status is 'A draft that waits or was rejected is approved by deciding its proposal, whoever writes; to ask for a decision is open to whoever edits.';
create trigger guard_review_status before update of ai_metadata on public.sparks for each row
  when (old.ai_metadata ->> 'review_status' in ('pending', 'rejected') and coalesce(new.ai_metadata ->> 'review_status', 'approved') = 'approved')
  execute function private.guard_review_status();
