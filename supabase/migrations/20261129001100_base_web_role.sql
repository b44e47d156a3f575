-- The web server asks for content as the person who is signed in, through the Data API. Its own connection says whether the
-- database is up, and asks whether content has moved (20261129001600); for that it needs a role that may connect, and little else. It cannot
-- log in until somebody gives it a password: an embedded install does so at its start, an operator by hand (docs/running.md).
do $$ begin
  create role trailwright_web nologin noinherit nocreatedb nocreaterole;
  -- Nothing it asks takes longer, and nothing it asks writes.
  alter role trailwright_web set statement_timeout = '5s';
  alter role trailwright_web set default_transaction_read_only = on;
  comment on role trailwright_web is 'The web server: may connect and ask whether content has moved, and reads no table.';
exception when duplicate_object or unique_violation then
  -- Roles belong to all databases of a server, and another one has made it.
  null;
end $$;
