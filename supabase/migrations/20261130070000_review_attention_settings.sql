-- Against approving asleep: what a workspace chooses, all of it off (docs/decisions/144-checks-against-approving-asleep.md).

alter table public.workspaces
  add column runs_checks boolean not null default false,
  add column check_percent smallint not null default 3,
  add column holds_risk boolean not null default false,
  add column asks_second boolean not null default false,
  add column minds_pauses boolean not null default false,
  add constraint workspaces_check_percent check (check_percent between 2 and 5);
comment on column public.workspaces.runs_checks is 'Among drafts that wait are a few with a fault that was put in, which nobody can approve.';
comment on column public.workspaces.check_percent is 'Of what a reviewer meets, how many of a hundred are checks.';
comment on column public.workspaces.holds_risk is 'What carries a risk can be approved only after the time that it takes to look at it.';
comment on column public.workspaces.asks_second is 'A second reviewer decides, without seeing the first decision, about 5 % and about what weighs most.';
comment on column public.workspaces.minds_pauses is 'Who has reviewed for an hour is asked to pause.';
grant update (runs_checks, check_percent, holds_risk, asks_second, minds_pauses) on public.workspaces to authenticated;
