-- What the quizzes of a concept have asked before this lesson, so that a quiz that is assembled does not ask it again.

create function public.read_earlier_quizzes(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(n.hash, n.title) order by n.hash), '[]') from (
      select distinct on (e.hash) e.hash, s.title
      from public.concept_sparks here
      join public.concept_sparks p on p.concept_id = here.concept_id and p.workspace_id = here.workspace_id
        and (p.order_index, p.ordinal) < (here.order_index, here.ordinal) and p.spark_id <> here.spark_id
      join private.exercise_entries e on e.spark_id = p.spark_id and e.workspace_id = p_workspace and e.quiz_place is not null
      join public.sparks s on s.id = p.spark_id
      where here.workspace_id = p_workspace and here.spark_id = p_spark
      order by e.hash, p.order_index, p.ordinal limit 2000) n);
end
$$;
comment on function public.read_earlier_quizzes is
  'The exercises in quizzes of the lessons that stand before this one in a concept that holds both: [[hash, title of the lesson]].';
grant execute on function public.read_earlier_quizzes to authenticated, service_role;
