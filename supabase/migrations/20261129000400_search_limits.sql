-- No statement of a stranger runs longer than three seconds, none of a person longer than eight, whatever it is. The time-out of a
-- role is the only one that stops a statement: the setting of a function is made when it is running already. PostgREST applies
-- the settings of the role it switches to, and before a function with a statement_timeout of its own that one; the embedded API
-- does the same (lib/studio/embedded/gateway.ts).
--
-- A hosted project has these two from the beginning. Functions that take longer say so themselves, none of them for strangers.

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

alter function public.content_graph reset statement_timeout;
alter function public.content_snapshot reset statement_timeout;
