-- What has to be read anew for the search. Before all content, because private.register_kind hangs the trigger on its tables;
-- how words are taken and searched is in the other file of this room.
--
-- Taking the words of a lesson costs more than saving it, so saving only leaves a line in a queue. The words are taken by the
-- worker and by whoever searches first, for one workspace at a time: a search never misses what was saved before it, unless an
-- import is still being read in, and then it says so.

create table private.search_queue (
  stamp bigint generated always as identity,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  constraint search_queue_pkey primary key (stamp)
);
comment on table private.search_queue is 'Entities whose words have to be taken anew; lines are only added and removed, so no writer waits for another.';
create index search_queue_workspace_idx on private.search_queue (workspace_id);

create function private.note_search() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    insert into private.search_queue (workspace_id, kind, entity_id)
    select o.workspace_id, tg_argv[0]::public.content_kind, o.id from old_rows o;
  else
    insert into private.search_queue (workspace_id, kind, entity_id)
    select n.workspace_id, tg_argv[0]::public.content_kind, n.id from new_rows n;
  end if;
  return null;
end
$$;
comment on function private.note_search is 'Leaves a line for each row that a statement touched. Argument: the kind.';
