-- Words that their author takes back, or changes, do not stay in the bell of others.

create function private.retell(c public.comments, body text) returns void
language sql security definer set search_path = ''
as $$
  update private.notifications n set words = left(nullif(body, ''), 300)
  where n.workspace_id = c.workspace_id and n.thread_id = c.thread_id and n.actor is not distinct from c.created_by and n.words = left(c.body, 300)
$$;
comment on function private.retell is 'Puts other words in place of those of a comment wherever somebody was told of it; none where it is deleted.';

create or replace function public.edit_comment(p_workspace uuid, p_comment uuid, p_body text, p_mentions uuid[] default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
declare
  said public.comments;
begin
  perform private.require_role(p_workspace, 'editor');
  said := private.own_comment(p_workspace, p_comment);
  perform private.retell(said, p_body);
  update public.comments c set body = p_body, mentions = array(select distinct m from unnest(p_mentions) m), edited_at = clock_timestamp() where c.id = p_comment;
end
$$;

create or replace function public.delete_comment(p_workspace uuid, p_comment uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  c public.comments;
begin
  perform private.require_role(p_workspace, 'editor');
  c := private.own_comment(p_workspace, p_comment);
  perform private.retell(c, '');
  update public.comments o set body = '', mentions = '{}', deleted_at = clock_timestamp() where o.id = c.id;
  -- Words that nobody answered leave nothing behind, nor does a thread that says nothing any more.
  delete from public.comments o where o.thread_id = c.thread_id and o.deleted_at is not null
    and not exists (select from public.comments l where l.thread_id = o.thread_id and l.ordinal > o.ordinal and l.deleted_at is null);
  delete from public.comment_threads t where t.id = c.thread_id and not exists (select from public.comments l where l.thread_id = t.id);
end
$$;
