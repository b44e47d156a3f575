-- A picture of one's own, small enough to lie in the row: the browser cuts and scales it before it is sent.

alter table public.profiles
  add column picture text,
  add constraint profiles_picture_shape check (picture ~ '^[0-9a-f]{64}$');
comment on column public.profiles.picture is 'SHA-256 of the picture in public.pictures; null for who shows none.';

create table public.pictures (
  user_id uuid not null,
  media_type text not null,
  content text not null,
  created_at timestamptz not null default now(),
  constraint pictures_pkey primary key (user_id),
  constraint pictures_profile_fkey foreign key (user_id) references public.profiles (user_id) on delete cascade,
  constraint pictures_media_type_shape check (media_type in ('image/webp', 'image/png', 'image/jpeg')),
  constraint pictures_content_length check (char_length(content) between 4 and 131072)
);
comment on table public.pictures is 'Pictures of people, in base64. Seen by whoever sees the profile.';
alter table public.pictures enable row level security;
grant select on public.pictures to authenticated, service_role;
create policy "People see pictures of whom they see" on public.pictures for select to authenticated
  using (user_id = (select auth.uid()) or exists (select from public.profiles p where p.user_id = pictures.user_id));

create function public.set_picture(p_media_type text, p_content text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  digest text := encode(sha256(decode(p_content, 'base64')), 'hex');
begin
  if auth.uid() is null then
    raise exception 'sign in to change your picture' using errcode = '42501';
  end if;
  if p_content is null then
    delete from public.pictures p where p.user_id = auth.uid();
  else
    insert into public.pictures (user_id, media_type, content) values (auth.uid(), p_media_type, p_content)
      on conflict (user_id) do update set media_type = excluded.media_type, content = excluded.content, created_at = now();
  end if;
  update public.profiles p set picture = digest where p.user_id = auth.uid();
  return digest;
end
$$;
comment on function public.set_picture is 'Gives the caller another picture, or none; its digest is part of its address.';

create function public.session_began() returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select s.created_at from auth.sessions s
  where s.user_id = auth.uid() and s.id = nullif(auth.jwt() ->> 'session_id', '')::uuid
$$;
comment on function public.session_began is 'When the caller signed in: who has just done so need not write the old password to choose another one.';

grant execute on function public.set_picture, public.session_began to authenticated, service_role;
