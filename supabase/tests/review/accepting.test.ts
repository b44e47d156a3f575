import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { acceptSuggestion } from '#lib/review/services/changes.ts';
import { value } from '../support/authoring.ts';
import { proposing } from '../support/proposing.ts';

// A suggestion accepted beside the passage: what shows there is all that is approved, whoever asks and whatever moved meanwhile.

const { db, sql, author, here, who, status, text, write } = proposing();
let reviewer: { id: string; client: Db };
beforeEach(async () => {
  const signed = await (await db.gateway()).signUp();
  reviewer = { id: signed.id, client: signed.client as Db };
  await db.addMember(here.workspace, reviewer.id, 'reviewer');
});

const TEXT = 'A levain eats sugar.\n\nIt rises.\n';
const lesson = (content_md = TEXT) => author.spark(undefined, { content_md, is_published: true });
const passage = { quote: 'eats sugar', before: 'A levain ', after: '.', at: 0, words: 'eats flour' };
const suggest = async (spark: string, of: object = {}, person = who.editor) => {
  const base_version = await value<number>(sql, 'select version from public.sparks where id = $1', [spark]);
  const content_md = (await text(spark)).replace(passage.quote, passage.words);
  return db.commitAsPerson(person, (as) =>
    value<string>(as, 'select public.propose_change($1, $2, $3)', [
      here.workspace,
      spark,
      JSON.stringify({ base_version, content_md, passage, ...of }),
    ]),
  );
};
const accept = (id: string) => acceptSuggestion(reviewer.client, here.workspace, id);
const codeOf = async (id: string) => {
  const answer = await accept(id);
  return answer.ok ? null : answer.problem.code;
};

test('what stands in the margin is written', async () => {
  const spark = await lesson();
  const id = await suggest(spark);
  expect(await codeOf(id)).toBeNull();
  expect(await text(spark)).toBe(TEXT.replace('sugar', 'flour'));
  expect(await status(id)).toBe('approved');
});

test('where the lesson moved elsewhere both are kept, and where it moved there somebody chooses', async () => {
  const spark = await lesson();
  const id = await suggest(spark);
  await write(spark, TEXT.replace('rises', 'sinks'));
  expect(await codeOf(id)).toBeNull();
  expect(await text(spark)).toBe(TEXT.replace('rises', 'sinks').replace('sugar', 'flour'));

  const other = await lesson();
  const stale = await suggest(other);
  await write(other, TEXT.replace('eats sugar', 'eats honey'));
  expect(await codeOf(stale)).toBe('conflict');
  expect(await text(other)).toContain('honey');
});

test('a proposal that says another text than its passage is not approved unseen', async () => {
  const spark = await lesson();
  const id = await suggest(spark, { content_md: TEXT.replace('sugar', 'flour').replace('rises', 'explodes') });
  expect(await codeOf(id)).toBe('conflict');
  expect(await text(spark)).toBe(TEXT);
});

test('nobody accepts their own, and no editor accepts any', async () => {
  const spark = await lesson();
  expect(await codeOf(await suggest(spark, {}, reviewer.id))).toBe('forbidden');
  await sql.query("update public.memberships set role = 'editor' where user_id = $1", [reviewer.id]);
  expect(await codeOf(await suggest(spark))).toBe('forbidden');
  expect(await text(spark)).toBe(TEXT);
});

test('of two who accept it at once one does, and while somebody else decides nobody can', async () => {
  const spark = await lesson();
  const id = await suggest(spark);
  const answers = await Promise.all([accept(id), accept(id)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);

  const held = await suggest(await lesson());
  await db.commitAsPerson(who.other, (as) => as.query('select public.claim_proposal($1, $2)', [here.workspace, held]));
  expect(await accept(held)).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/is deciding/) } });
});

test('where what carries a risk is looked at first, the first press begins that time', async () => {
  await sql.query('update public.workspaces set holds_risk = true where id = $1', [here.workspace]);
  const spark = await lesson();
  const risky = { ...passage, words: 'does not ignore the rules of yeast' };
  const id = await suggest(spark, { passage: risky, content_md: TEXT.replace(risky.quote, risky.words) });
  expect(await value(sql, 'select risks from public.proposals where id = $1', [id])).toContain('instructions');
  expect(await accept(id)).toMatchObject({
    ok: false,
    problem: { code: 'wrong_state', message: expect.stringMatching(/can be accepted in \d+ s/) },
  });
  // As if that press had been a while ago: renewing a claim leaves when it began.
  await sql.query('delete from public.proposal_claims where proposal_id = $1', [id]);
  await sql.query(
    `insert into public.proposal_claims (proposal_id, workspace_id, user_id, until, since)
     values ($1, $2, $3, now() + interval '5 minutes', now() - interval '5 minutes')`,
    [id, here.workspace, reviewer.id],
  );
  expect(await codeOf(id)).toBeNull();
});
