-- What was found in the mail of the day and in what weighs on a decision.
--
-- Mail: a line is told once, by a mark of its own. The time up to which a mail had told missed a line that was written before and committed after.

alter table private.notifications add column mailed_at timestamptz;
comment on column private.notifications.mailed_at is 'When it went out in a mail of the day; null again once more has happened at the same thing.';
update private.notifications n set mailed_at = d.sent_at from private.digests d where d.user_id = n.user_id and n.told_at <= d.told_up_to;

CREATE OR REPLACE FUNCTION private.notify(workspace uuid, person uuid, what text, folded text, at_kind text, at_id uuid, headline text, said text DEFAULT NULL::text, thread uuid DEFAULT NULL::uuid, by_whom uuid DEFAULT private.actor())
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- Nobody is told of what they did themselves, who has left is told nothing, and who switched it off neither.
  if person is null or person = by_whom
    or not exists (select from public.memberships m where m.workspace_id = workspace and m.user_id = person)
    or exists (select from private.notification_settings s where s.user_id = person and s.workspace_id = workspace and private.notification_group(what) = any (s.muted))
  then
    return;
  end if;
  insert into private.notifications as n (workspace_id, user_id, kind, fold, about_kind, about_id, thread_id, title, words, actor, actors)
  values (workspace, person, what, left(folded, 120), at_kind, at_id, thread, left(headline, 200), left(nullif(said, ''), 300), by_whom,
    case when by_whom is null then '{}' else array[by_whom] end)
  on conflict (user_id, workspace_id, fold) where read_at is null do update set
    -- A question to somebody is not hidden by what came after it.
    kind = case when n.kind = 'mention' then n.kind else excluded.kind end,
    words = case when n.kind = 'mention' and excluded.kind <> 'mention' then n.words else excluded.words end,
    actor = case when n.kind = 'mention' and excluded.kind <> 'mention' then n.actor else excluded.actor end,
    actors = case when excluded.actor is null or excluded.actor = any (n.actors) or cardinality(n.actors) >= 20 then n.actors else n.actors || excluded.actor end,
    about_kind = excluded.about_kind, about_id = excluded.about_id, thread_id = excluded.thread_id, title = excluded.title,
    total = n.total + 1, told_at = clock_timestamp(), mailed_at = null;
end
$function$;

create function private.digest_lines(person uuid) returns setof private.notifications
language sql stable security definer set search_path = ''
as $$
  select n.* from private.notifications n
  join private.notification_settings s on s.user_id = n.user_id and s.workspace_id = n.workspace_id and private.notification_group(n.kind) = any (s.mails)
  join public.memberships m on m.user_id = n.user_id and m.workspace_id = n.workspace_id
  where n.user_id = person and n.read_at is null and n.mailed_at is null
$$;
comment on function private.digest_lines(uuid) is 'What goes into the next mail of somebody: not read, wanted by mail, and in none yet.';

create or replace function private.take_digest(at timestamptz default clock_timestamp()) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  most_lines constant integer := 20;
  due record;
  told jsonb;
begin
  for due in
    select s.user_id from private.notification_settings s left join private.digests d on d.user_id = s.user_id
    where s.mails <> '{}' and coalesce(d.held_until, '-infinity') < at and coalesce(d.sent_at, '-infinity') < date_trunc('day', at, 'UTC')
      and exists (select from private.digest_lines(s.user_id))
    -- Whom a server has refused comes after those who were not tried yet.
    group by s.user_id, d.held_until order by coalesce(d.held_until, '-infinity'), s.user_id
  loop
    -- Of two workers the second waits here, and sees that the first has it.
    insert into private.digests as d (user_id, held_until) values (due.user_id, at + interval '15 minutes')
    on conflict (user_id) do update set held_until = excluded.held_until where d.held_until < at and d.sent_at < date_trunc('day', at, 'UTC');
    continue when not found;
    with lines as (
      select l.*, row_number() over (partition by l.workspace_id order by l.told_at desc) as nth from private.digest_lines(due.user_id) l
    )
    select jsonb_build_object('user_id', due.user_id, 'email', (select u.email from auth.users u where u.id = due.user_id),
      'told', (select jsonb_agg(jsonb_build_object('id', l.id, 'told_at', l.told_at)) from lines l),
      'workspaces', (select jsonb_agg(jsonb_build_object('slug', w.slug, 'name', w.name, 'total', g.total, 'lines', g.shown) order by w.name)
        from (select l.workspace_id, count(*) as total, jsonb_agg(jsonb_build_object('kind', l.kind, 'title', l.title, 'words', l.words, 'told_at', l.told_at, 'total', l.total,
            'by_name', (select f.display_name from public.profiles f where f.user_id = l.actor)) order by l.told_at desc) filter (where l.nth <= most_lines) as shown
          from lines l group by l.workspace_id) g join public.workspaces w on w.id = g.workspace_id)) into told;
    if jsonb_typeof(told -> 'workspaces') = 'array' then
      return told;
    end if;
    -- All of it was read since it was looked for.
    update private.digests d set held_until = '-infinity' where d.user_id = due.user_id;
  end loop;
  return null;
end
$$;
comment on function private.take_digest(timestamptz) is 'The next mail of the day, held for fifteen minutes by whoever sends it; null where none is due: {user_id, email, told: [{id, told_at}], workspaces: [{slug, name, total, lines: [{kind, title, words, told_at, total, by_name}]}]}.';
drop function private.digest_lines(uuid, timestamptz);

drop function private.settle_digest(uuid, timestamptz, boolean, timestamptz);
create function private.settle_digest(person uuid, told jsonb, is_sent boolean, at timestamptz default clock_timestamp()) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update private.digests d set held_until = case when is_sent then '-infinity' else at + interval '1 hour' end, sent_at = case when is_sent then at else d.sent_at end
  where d.user_id = person;
  if is_sent then
    -- A line that more has happened at meanwhile says another moment, and the next mail tells of that.
    update private.notifications n set mailed_at = at from jsonb_array_elements(told) t (line)
    where n.user_id = person and n.id = (t.line ->> 'id')::bigint and n.told_at = (t.line ->> 'told_at')::timestamptz;
  end if;
end
$$;
comment on function private.settle_digest(uuid, jsonb, boolean, timestamptz) is 'Says what became of a mail with these lines, [{id, told_at}]: sent, or to be tried again in an hour.';
alter table private.digests drop column told_up_to;

-- Exercises that a reviewer wrote anew count as a person's, as words of a text do.

create function private.rewritten_share(parts jsonb) returns real
language sql immutable set search_path = ''
as $$
  select (count(*) filter (where jsonb_typeof(x -> 'exercise') = 'object')::real / nullif(count(*), 0))::real
  from jsonb_array_elements(case when jsonb_typeof(parts) = 'array' then parts else '[]' end) x where coalesce((x ->> 'is_approved')::boolean, false)
$$;
comment on function private.rewritten_share(jsonb) is 'Of the parts that were approved, the share that whoever decided wrote anew; null where none was approved.';

CREATE OR REPLACE FUNCTION private.decide_held(proposal uuid, decision jsonb, wish jsonb)
 RETURNS public.proposals
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  p public.proposals;
begin
  select * into p from public.proposals q where q.id = proposal for update;
  if p.status not in ('pending', 'stale') then
    raise exception 'This proposal is % already.', p.status using errcode = 'TW002';
  end if;
  perform private.refuse_claimed(p);
  if decision ->> 'do' = 'reject' then
    update public.proposals q set status = 'rejected', decided_by = private.actor(), decided_at = clock_timestamp(),
      reason_code = (decision ->> 'reason_code')::smallint, reason = nullif(decision ->> 'reason', ''), final = null, parts = null, human_share = null, made = '[]', change_set_id = null
    where q.id = p.id returning * into p;
    if p.kind = 'draft' then
      update public.sparks s set ai_metadata = s.ai_metadata || '{"review_status": "rejected"}' where s.workspace_id = p.workspace_id and s.id = p.place_id;
    end if;
    return p;
  end if;
  perform private.refuse_unread(p);
  if p.status = 'stale' and p.stale_because = 'changed' and decision ? 'base_hash' then
    -- Somebody merged it with what the lesson says now; if that moved again, it is refused below.
    update public.proposals q set status = 'pending', base_hash = decision ->> 'base_hash' where q.id = p.id;
  end if;
  update public.proposals q set status = 'approved', decided_by = private.actor(), decided_at = clock_timestamp(), reason_code = null, reason = null,
    final = nullif(decision -> 'final', 'null'), parts = nullif(decision -> 'parts', 'null'), human_share = coalesce((decision ->> 'human_share')::real, private.rewritten_share(decision -> 'parts'), 0)
  where q.id = p.id returning * into p;
  p.made := private.write_proposal(p, wish);
  update public.proposals q set made = p.made where q.id = p.id;
  return p;
end
$function$;

-- A risk is what is new: instructions in words that were not there before, and keys that are new or another. What is only taken out has none.

create function private.brings_key(body jsonb, only_changed boolean) returns boolean
language sql immutable set search_path = ''
as $$
  -- What asks and what sorts an exercise says nothing of its answer. All else may, in each of the nine types and in what an import brought.
  select exists (select from private.proposed_exercises(body) e,
      (select array['stem', 'exercise_category', 'cognitive_level', 'difficulty', 'aligned_learning_objective', 'weight', 'stimulus_id'] as names) beside
    where e.does = 'add' and not only_changed or e.does = 'change' and (e.part -> 'exercise') - beside.names is distinct from (e.part -> 'before') - beside.names)
$$;
comment on function private.brings_key(jsonb, boolean) is 'Whether a proposal of exercises brings an answer that somebody has to look at: a new exercise, or another answer of one that is there.';

CREATE OR REPLACE FUNCTION private.note_base()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  base text;
  now_text text;
begin
  if new.place_kind = 'spark' then
    select s.content_md into now_text from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
    base := coalesce((
      select r.body ->> 'content_md' from public.revisions r
      where r.workspace_id = new.workspace_id and r.kind = 'spark' and r.entity_id = new.place_id and r.version <= new.base_version
      order by r.id desc limit 1), now_text);
    new.base_hash := private.text_hash(base);
    if now_text is null then
      new.status := 'stale';
      new.stale_because := 'gone';
    elsif now_text <> base then
      new.status := 'stale';
      new.stale_because := 'changed';
    end if;
    if new.kind = 'spark' and base is not null then
      new.changed_share := private.changed_share(base, new.body ->> 'content_md');
    end if;
  end if;
  new.risks := array_remove(array[
    case when new.kind in ('exercises', 'quiz') and private.brings_key(new.body, false) then 'answer_key' end,
    case when new.kind = 'links' then 'new_links' end,
    case when new.changed_share > 0.3 then 'much_changed' end,
    case when exists (select from regexp_split_to_table(new.body ->> 'content_md', '\n') l (line)
      where l.line ~* '\y(ignore|disregard|forget)\y.{0,40}\y(instructions?|prompts?|rules)\y' and strpos(coalesce(base, ''), l.line) = 0) then 'instructions' end], null);
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION private.wants_second(p public.proposals)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  -- One in twenty, by its id, and what does most harm: another answer of an exercise that is there, and texts that look like instructions.
  select p.kind in ('spark', 'exercises', 'quiz', 'links') and p.origin = 'job' and not p.is_seeded
    and ('instructions' = any (p.risks) or 'answer_key' = any (p.risks) and private.brings_key(p.body, true) or ('x' || left(md5(p.id::text), 8))::bit(32)::bigint % 20 = 0)
$function$;

CREATE OR REPLACE FUNCTION private.checks_wanted(workspace uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with asked as (select w.check_percent from public.workspaces w where w.id = workspace and w.runs_checks),
  drafts as (
    -- Two questions with an index each: one for both would read all that was ever decided, every five minutes.
    select w.waiting, w.checks, d.decided from (
      select count(*) filter (where not q.is_seeded) as waiting, count(*) filter (where q.is_seeded) as checks
      from public.proposals q where q.workspace_id = workspace and q.status = 'pending' and q.origin = 'job') w, (
      select count(*) as decided from public.proposals q
      where q.workspace_id = workspace and q.decided_at > now() - interval '30 days' and q.status in ('approved', 'rejected') and q.origin = 'job') d
  ), made as (
    select count(*) as made from private.proposal_checks c where c.workspace_id = workspace and c.made_at > now() - interval '30 days' and c.outcome is distinct from 'gone'
  )
  select coalesce((
    select greatest(0,
      -- Of all that is met, and never more of what waits: who switches checks on meets no heap of them.
      least(floor((d.decided + d.waiting) * a.check_percent / (100.0 - a.check_percent)) - m.made, ceil(d.waiting * a.check_percent / 100.0) - d.checks),
      -- A burst is three.
      (select least(3, d.waiting) - (select count(*) from private.proposal_checks c where c.burst_for = b.user_id and c.outcome is null)
        from (select private.burst_for(workspace) as user_id) b where b.user_id is not null))::integer
    from asked a, drafts d, made m where d.waiting > 0), 0)
$function$;

-- A decision is taken back under the lock of its lesson, and only where the proposal waits again.

create function private.hold_decided(workspace uuid, ids uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  of_kind record;
begin
  -- An approval of the same lessons at the same moment goes before this or comes after it.
  for of_kind in
    select q.place_kind, array_agg(distinct q.place_id) as places from public.proposals q
    where q.workspace_id = workspace and q.id = any (ids) and q.place_id is not null group by 1 order by 1
  loop
    perform private.hold(workspace, of_kind.place_kind, of_kind.places);
  end loop;
end
$$;
comment on function private.hold_decided(uuid, uuid[]) is 'Waits for whoever is editing what these proposals are for, and keeps it. Read a proposal after this, not before.';

create function private.refuse_outdated(ids uuid[]) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  newer text;
begin
  select q.title into newer from public.proposals q where q.id = any (ids) and q.status = 'superseded' order by q.ordinal limit 1;
  if newer is not null then
    raise exception 'The author of “%” has proposed something newer since, so it cannot wait again. Decide the newer one, or undo what was written under Changes.', newer
      using errcode = 'TW002';
  end if;
end
$$;
comment on function private.refuse_outdated(uuid[]) is 'TW002 where one of these was taken back beside a newer proposal of its author.';

CREATE OR REPLACE FUNCTION public.undo_decision(p_workspace uuid, p_proposal uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '1min'
AS $function$
declare
  p public.proposals;
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.hold_decided(p_workspace, array[p_proposal]);
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  elsif p.status not in ('approved', 'rejected') then
    raise exception 'This proposal is not decided.' using errcode = 'TW002';
  end if;
  if p.change_set_id is not null then
    -- What was written goes as any change set goes: something newer stands in the way (TW005).
    perform public.undo_change_set(p.change_set_id);
  end if;
  update public.proposals q set status = 'pending' where q.id = p.id and q.status in ('approved', 'rejected');
  set constraints all immediate;
  perform private.refuse_outdated(array[p.id]);
end
$function$;

CREATE OR REPLACE FUNCTION public.undo_decisions(p_workspace uuid, p_proposals uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '2min'
AS $function$
declare
  change_set uuid;
  back integer := 0;
  taken integer;
  decided uuid[];
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.hold_decided(p_workspace, p_proposals);
  decided := array(select q.id from public.proposals q where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status in ('approved', 'rejected'));
  for change_set in
    select distinct q.change_set_id from public.proposals q
    where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status in ('approved', 'rejected') and q.change_set_id is not null
  loop
    select count(*) into taken from public.proposals q where q.change_set_id = change_set and q.id = any (p_proposals) and q.status in ('approved', 'rejected');
    perform public.undo_change_set(change_set);
    back := back + taken;
  end loop;
  update public.proposals q set status = 'pending'
  where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status in ('approved', 'rejected') and q.change_set_id is null;
  get diagnostics taken = row_count;
  if back + taken = 0 then
    raise exception 'None of these proposals is decided.' using errcode = 'TW002';
  end if;
  set constraints all immediate;
  perform private.refuse_outdated(decided);
  return back + taken;
end
$function$;

-- Checks pass for sisters of drafts of jobs about many lessons, where there are any. The step is withheld from the Data API: it makes one draft, and of two the check
-- would be the one for another lesson.

CREATE OR REPLACE FUNCTION private.cover_for(workspace uuid, of_kind text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  -- A draft that a check passes for a sister of. None that was written several times: a newer version would take its place.
  select q.id from public.proposals q join public.flow_runs r on r.id = q.flow_run_id
  where q.workspace_id = workspace and q.kind = of_kind and q.place_kind = 'spark' and q.origin = 'job' and not q.is_seeded
    -- One that improves exercises names those of its lesson, and a check is of another.
    and not coalesce(r.params, '{}') ? 'improves'
    and q.status in ('pending', 'approved', 'rejected') and q.created_at > now() - interval '60 days'
    and exists (select from public.memberships m where m.workspace_id = workspace and m.role >= 'reviewer' and m.user_id is distinct from q.created_by)
    and not exists (
      select from public.step_runs s join public.step_runs o on o.flow_run_id = s.flow_run_id and o.id <> s.id and o.kind = 'ask' and o.params - 'instruction' = s.params - 'instruction'
      where s.id = q.step_run_id and s.kind = 'ask')
  -- A job about many lessons says of none that it is the only one.
  order by r.place_kind is distinct from 'spark' desc, q.status = 'pending' desc, q.ordinal desc limit 1
$function$;

revoke select (step_run_id) on public.proposals from authenticated;

-- What was merged, approved and taken back is of the words before again.

CREATE OR REPLACE FUNCTION private.guard_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  now_hash text;
begin
  if (new.workspace_id, new.kind, new.body, new.is_seeded, new.origin) is distinct from (old.workspace_id, old.kind, old.body, old.is_seeded, old.origin)
    or new.created_by is distinct from old.created_by
  then
    raise exception 'a proposal stays as it was made' using errcode = 'TW002';
  end if;
  -- What it was written for changes only with somebody who looked at what the lesson says now, or with a draft that is the lesson itself.
  if new.base_hash is distinct from old.base_hash and not (old.status = 'stale' and new.status = 'pending') and old.kind <> 'draft' then
    raise exception 'a proposal stays as it was made' using errcode = 'TW002';
  end if;
  if new.is_seeded and new.status in ('stale', 'superseded') then
    -- What it was made from is gone: there is nothing to find any more, and nothing to tell.
    new.status := 'withdrawn';
    new.stale_because := null;
  end if;
  if new.status = old.status then
    return new;
  end if;
  if new.status = 'approved' and new.decided_at = old.decided_at and exists (
    select from public.change_sets c where c.id = old.change_set_id and c.undone_by is null
  ) then
    -- What was approved, undone and done again stands in the lesson already.
    new.stale_because := null;
  elsif new.status = 'approved' then
    if old.status <> 'pending' then
      raise exception 'only a proposal that waits can be approved; this one is %', old.status using errcode = 'TW002';
    elsif not exists (select from public.memberships m where m.workspace_id = new.workspace_id and m.user_id = new.decided_by and m.role >= 'reviewer') then
      raise exception 'only reviewers approve' using errcode = '42501';
    elsif new.decided_by = new.created_by and not (select w.allows_self_approval from public.workspaces w where w.id = new.workspace_id) then
      raise exception 'You asked for this draft, so somebody else decides it.' using errcode = 'TW007';
    elsif new.is_seeded then
      raise exception 'This was a check: a fault had been put in.' using errcode = 'TW007';
    end if;
    if new.place_kind = 'spark' then
      select private.text_hash(s.content_md) into now_hash from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
      if now_hash is distinct from new.base_hash then
        raise exception 'The lesson changed since this was written.' using errcode = 'TW003';
      end if;
    end if;
  elsif new.status = 'rejected' then
    if old.status not in ('pending', 'stale') then
      raise exception 'only a proposal that waits can be rejected; this one is %', old.status using errcode = 'TW002';
    elsif not exists (select from public.memberships m where m.workspace_id = new.workspace_id and m.user_id = new.decided_by and m.role >= 'reviewer') then
      raise exception 'only reviewers reject' using errcode = '42501';
    end if;
    new.stale_because := null;
  elsif new.status = 'pending' and old.status in ('approved', 'rejected') and new.place_kind = 'spark' and new.kind <> 'draft' then
    -- What was taken back waits only while the lesson says what it was written for. That is the text that it was drafted from, also where
    -- somebody merged it with a later one: approved as it is then, it would undo what others wrote in that.
    new.base_hash := coalesce((
      select private.text_hash(r.body ->> 'content_md') from public.revisions r
      where r.workspace_id = new.workspace_id and r.kind = 'spark' and r.entity_id = new.place_id and r.version <= new.base_version
      order by r.id desc limit 1), new.base_hash);
    select private.text_hash(s.content_md) into now_hash from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
    if now_hash is distinct from new.base_hash then
      new.status := 'stale';
      new.stale_because := case when now_hash is null then 'gone' else 'changed' end;
    end if;
  elsif new.status <> 'stale' then
    new.stale_because := null;
  end if;
  return new;
end
$function$;
