-- What nobody needs any more goes by the clock, and the built-in drafter makes quizzes as well.

update private.job_kinds set needs_model = false where kind = 'quiz';

insert into private.generation_settings (name, value, about) values
  ('source_days', 8, 'How long a source waits for a job that is made from it. A form that somebody left is kept for seven days.'),
  ('prompt_days', 90, 'How long prompts and answers of calls are kept. What a call cost is kept for good.');

create index flow_runs_sources_idx on public.flow_runs using gin ((params -> 'source_ids')) where job_kind is not null;

create function private.sweep_generation(at_once integer default 5000) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  sources integer;
  texts integer;
  days constant jsonb := (select jsonb_object_agg(s.name, s.value) from private.generation_settings s where s.name in ('source_days', 'prompt_days'));
begin
  with unused as (
    select j.id from public.job_sources j
    where j.created_at < now() - (days ->> 'source_days')::integer * interval '1 day'
      and not exists (select from public.flow_runs r where r.job_kind is not null and r.params -> 'source_ids' ? j.id::text)
    limit at_once for update skip locked
  )
  delete from public.job_sources j using unused u where j.id = u.id;
  get diagnostics sources = row_count;
  with old as (
    select q.id from public.llm_requests q
    where q.book is not null and q.book <> 'sent' and q.sent_at < now() - (days ->> 'prompt_days')::integer * interval '1 day' and (q.prompt is not null or q.answer is not null)
    limit at_once for update skip locked
  )
  update public.llm_requests q set prompt = null, answer = null from old o where q.id = o.id;
  get diagnostics texts = row_count;
  return jsonb_build_object('sources', sources, 'texts', texts);
end
$$;
comment on function private.sweep_generation is 'Removes sources that no job was made from, and the prompts and answers of old calls; what they cost stays. Gives how many: {sources, texts}.';
