import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/base/core/permissions.ts';
import { codeOf, list, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { waitingForLocks } from '../support/races.ts';

const db = testDatabase();

let workspace: string;
let slug: string;
let admin: string;
beforeEach(async () => {
  slug = `asked-${randomUUID().slice(0, 8)}`;
  workspace = await db.createWorkspace(slug);
  admin = await db.createPerson();
  await db.addMember(workspace, admin, 'admin');
});

const address = () => `${randomUUID()}@example.test`;

/** An account whose address Auth counts as theirs, or not. */
async function account(email = address(), { isConfirmed = true } = {}): Promise<string> {
  const id = await db.createPerson(email);
  if (isConfirmed) await db.owner.query('update auth.users set email_confirmed_at = now() where id = $1', [id]);
  return id;
}

const digest = (link: string) => createHash('sha256').update(link).digest('hex');

/** Invites in a transaction of its own; gives the secret of the link. */
async function invite(email: string, role: Role = 'editor', by = admin): Promise<string> {
  const link = randomBytes(24).toString('base64url');
  await db.commitAsPerson(by, (sql) => inviting(sql, email, role, link));
  return link;
}
const inviting = (sql: Sql, email: string, role: Role = 'editor', link: string = randomUUID()) =>
  sql.query('select public.invite($1, $2, $3, $4)', [workspace, email, role, digest(link)]);

const idOf = (email: string) =>
  value<string>(db.owner, 'select id from public.invitations where workspace_id = $1 and email = $2', [
    workspace,
    email,
  ]);
const answering = (sql: Sql, id: string, accepts: boolean) =>
  sql.query<{ slug: string | null }>('select public.answer_invitation($1, $2) as slug', [id, accepts]);
const answeringLink = (sql: Sql, link: string, accepts: boolean) =>
  sql.query<{ slug: string | null }>('select public.answer_invitation_link($1, $2) as slug', [link, accepts]);
const roleOf = async (person: string) =>
  (
    await list<{ role: Role }>(
      db.owner,
      'select role from public.memberships where workspace_id = $1 and user_id = $2',
      [workspace, person],
    )
  )[0]?.role ?? null;
const pending = async () =>
  (
    await list<{ email: string }>(db.owner, 'select email from public.invitations where workspace_id = $1', [workspace])
  ).map((one) => one.email);

describe('inviting', () => {
  test('makes nobody a member, and says the same of an address with an account and of one without', async () => {
    const person = await account('known@example.test');
    const answers = await db.commitAsPerson(admin, async (sql) => {
      const known = await inviting(sql, 'Known@example.test ');
      const unknown = await inviting(sql, 'unknown@example.test');
      return [known.rows, unknown.rows];
    });
    expect(answers[0]).toEqual(answers[1]);
    expect(await roleOf(person)).toBeNull();
    const seen = await db.asPerson(admin, (sql) =>
      list<Record<string, unknown>>(
        sql,
        'select email, role, invited_by, expires_at from public.invitations where workspace_id = $1 order by email',
        [workspace],
      ),
    );
    expect(seen.map(({ email }) => email)).toEqual(['known@example.test', 'unknown@example.test']);
    expect({ ...seen[0], email: '' }).toEqual({ ...seen[1], email: '' });
  });

  test('an account that appears later is no member either', async () => {
    await invite('later@example.test');
    expect(await roleOf(await account('later@example.test'))).toBeNull();
    expect(await pending()).toEqual(['later@example.test']);
  });

  test('only admins; of the link only a digest is kept, and that is nobody’s to read', async () => {
    const editor = await db.createPerson();
    await db.addMember(workspace, editor, 'editor');
    await db.asPerson(editor, async (sql) => expect(await codeOf(inviting(sql, address()))).toBe('42501'));
    await db.asPerson(admin, async (sql) =>
      expect(await codeOf(sql.query('select link_hash from public.invitations'))).toBe('42501'),
    );
  });

  test('who is a member already is not invited', async () => {
    const email = address();
    await db.addMember(workspace, await account(email), 'editor');
    await db.asPerson(admin, async (sql) => expect(await codeOf(inviting(sql, email))).toBe('TW005'));
  });

  test('again: the older link opens nothing any more, and the role is the newer one', async () => {
    const email = address();
    const older = await invite(email, 'admin');
    const newer = await invite(email, 'reviewer');
    const person = await account(email);
    await db.asPerson(person, async (sql) => expect(await codeOf(answeringLink(sql, older, true))).toBe('TW004'));
    await db.commitAsPerson(person, (sql) => answeringLink(sql, newer, true));
    expect(await roleOf(person)).toBe('reviewer');
  });

  test('a hundred within the hour and no more', async () => {
    await db.owner.query(
      `insert into public.audit_log (workspace_id, action, subject) select $1, 'member.invited', 'x' from generate_series(1, 100)`,
      [workspace],
    );
    await db.asPerson(admin, async (sql) => expect(await codeOf(inviting(sql, address()))).toBe('TW002'));
    await db.owner.query(
      "update public.audit_log set created_at = now() - interval '61 minutes' where workspace_id = $1",
      [workspace],
    );
    await db.asPerson(admin, async (sql) => expect(await codeOf(inviting(sql, address()))).toBeNull());
  });

  test('five hundred wait and no more, but one of them may be invited again', async () => {
    await db.owner.query(
      `insert into public.invitations (workspace_id, email, role) select $1, n || '@many.test', 'editor' from generate_series(1, 500) n`,
      [workspace],
    );
    await db.asPerson(admin, async (sql) => {
      expect(await codeOf(inviting(sql, '7@many.test'))).toBeNull();
      expect(await codeOf(inviting(sql, address()))).toBe('TW002');
    });
  });

  test('who is no admin any more has invited nobody', async () => {
    const other = await db.createPerson();
    await db.addMember(workspace, other, 'admin');
    const [kept, demoted] = [address(), address()];
    await invite(kept);
    const link = await invite(demoted, 'admin', other);
    await db.commitAsPerson(admin, (sql) =>
      sql.query("update public.memberships set role = 'editor' where workspace_id = $1 and user_id = $2", [
        workspace,
        other,
      ]),
    );
    expect(await pending()).toEqual([kept]);
    const person = await account(demoted);
    await db.asPerson(person, async (sql) => expect(await codeOf(answeringLink(sql, link, true))).toBe('TW004'));
    await invite(kept);
    await db.commitAsPerson(admin, (sql) =>
      sql.query('delete from public.memberships where workspace_id = $1 and user_id = $2', [workspace, other]),
    );
    expect(await pending()).toEqual([kept]);
  });
});

describe('answering', () => {
  test('who is invited sees it, accepts, and has the role; it is gone from the list', async () => {
    const email = address();
    const person = await account(email);
    await invite(email, 'reviewer');
    const mine = await db.asPerson(person, (sql) =>
      list<Record<string, unknown>>(sql, 'select * from public.my_invitations()'),
    );
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ workspace_name: slug, role: 'reviewer' });
    const { rows } = await db.commitAsPerson(person, async (sql) => answering(sql, String(mine[0]?.id), true));
    expect(rows).toEqual([{ slug }]);
    expect([await roleOf(person), await pending()]).toEqual(['reviewer', []]);
    const noted = await list(
      db.owner,
      "select a.actor, a.detail from public.audit_log a where a.workspace_id = $1 and a.action = 'member.added' and a.subject = $2",
      [workspace, email],
    );
    expect(noted).toEqual([{ actor: person, detail: { to: 'reviewer' } }]);
  });

  test('who declines is no member, and the admins read so', async () => {
    const email = address();
    const person = await account(email);
    await invite(email);
    const id = await idOf(email);
    expect((await db.commitAsPerson(person, (sql) => answering(sql, id, false))).rows).toEqual([{ slug: null }]);
    expect([await roleOf(person), await pending()]).toEqual([null, []]);
    await db.asPerson(admin, async (sql) => {
      const text =
        "select a.subject from public.audit_log a where a.workspace_id = $1 and a.action = 'member.declined'";
      expect(await list(sql, text, [workspace])).toEqual([{ subject: email }]);
    });
  });

  test('nobody answers for somebody else, and nobody whose address is not proven', async () => {
    const email = address();
    await invite(email);
    const id = await idOf(email);
    for (const person of [await account(), await account(email, { isConfirmed: false })]) {
      await db.asPerson(person, async (sql) => {
        expect(await list(sql, 'select * from public.my_invitations()')).toEqual([]);
        expect(await codeOf(answering(sql, id, true))).toBe('TW004');
      });
    }
    await db.asAnon(async (sql) => expect(await codeOf(answering(sql, id, true))).toBe('42501'));
  });

  test('after a week it is over, on every way in, and can be made anew', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    const id = await idOf(email);
    await db.owner.query("update public.invitations set expires_at = now() - interval '1 second' where id = $1", [id]);
    await db.asPerson(person, async (sql) => {
      expect(await list(sql, 'select * from public.my_invitations()')).toEqual([]);
      expect(await list(sql, 'select * from public.read_invitation($1)', [link])).toEqual([]);
      expect(await codeOf(answering(sql, id, true))).toBe('TW004');
    });
    await db.asPerson(person, async (sql) => expect(await codeOf(answeringLink(sql, link, true))).toBe('TW004'));
    await db.commitAsPerson(person, async (sql) => answeringLink(sql, await invite(email), true));
    expect(await roleOf(person)).toBe('editor');
  });

  test('accepted as a member who has come in otherwise, it leaves their role alone', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email, 'editor');
    await db.addMember(workspace, person, 'admin');
    await db.commitAsPerson(person, (sql) => answeringLink(sql, link, true));
    expect([await roleOf(person), await pending()]).toEqual(['admin', []]);
  });
});

describe('the link', () => {
  test('says what it is for, to whoever has it, and reading it uses nothing up', async () => {
    const email = address();
    const link = await invite(email, 'reviewer');
    for (const _ of [1, 2]) {
      await db.asAnon(async (sql) => {
        const [read] = await list<Record<string, unknown>>(sql, 'select * from public.read_invitation($1)', [link]);
        expect(read).toMatchObject({ email, workspace_name: slug, role: 'reviewer' });
      });
    }
    await db.asAnon(async (sql) =>
      expect(await list(sql, 'select * from public.read_invitation($1)', [`${link}x`])).toEqual([]),
    );
  });

  test('is accepted by the account with its address, once', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    await db.asAnon(async (sql) => expect(await codeOf(answeringLink(sql, link, true))).toBe('TW002'));
    const other = await account();
    await db.asPerson(other, async (sql) => expect(await codeOf(answeringLink(sql, link, true))).toBe('TW002'));
    await db.commitAsPerson(person, (sql) => answeringLink(sql, link, true));
    await db.asPerson(person, async (sql) => expect(await codeOf(answeringLink(sql, link, true))).toBe('TW004'));
    expect(await roleOf(person)).toBe('editor');
  });

  test('can be declined without an account', async () => {
    const link = await invite(address());
    expect((await db.asAnon((sql) => answeringLink(sql, link, false))).rows).toEqual([{ slug: null }]);
  });
});

describe('two at once', () => {
  /** What the second gets whose statement waits for the transaction of the first. */
  async function race(
    first: [string, (sql: pg.ClientBase) => Promise<unknown>],
    second: [string, (sql: pg.ClientBase) => Promise<unknown>],
  ): Promise<string | null> {
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, first[0]);
    await db.beginAs(two, second[0]);
    await first[1](one);
    const late = codeOf(second[1](two));
    // The second is under way before the first is done.
    await expect.poll(() => waitingForLocks(db.owner)).toBeGreaterThan(0);
    await one.query('commit');
    const code = await late;
    await two.query(code === null ? 'commit' : 'rollback');
    return code;
  }

  /** How many invitations each of those who withdraw has found. */
  const found: (number | null)[] = [];
  const withdrawing = (email: string) => async (sql: Sql) => {
    const text = 'delete from public.invitations where workspace_id = $1 and email = $2';
    found.push((await sql.query(text, [workspace, email])).rowCount);
  };

  test('accepted and withdrawn: whoever is first', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    expect(await race([admin, withdrawing(email)], [person, (sql) => answeringLink(sql, link, true)])).toBe('TW004');
    expect(await roleOf(person)).toBeNull();
    const again = await invite(email);
    expect(await race([person, (sql) => answeringLink(sql, again, true)], [admin, withdrawing(email)])).toBeNull();
    expect([await roleOf(person), found]).toEqual(['editor', [1, 0]]);
  });

  test('accepted twice, by the link and on the page: one membership, and the second is told', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    const id = await idOf(email);
    const second = await race(
      [person, (sql) => answeringLink(sql, link, true)],
      [person, (sql) => answering(sql, id, true)],
    );
    expect([second, await roleOf(person)]).toEqual(['TW004', 'editor']);
  });

  test('accepted while invited again: the new member is told to the admin, and no invitation is left', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    expect(
      await race([person, (sql) => answeringLink(sql, link, true)], [admin, (sql) => inviting(sql, email, 'admin')]),
    ).toBe('TW005');
    expect([await roleOf(person), await pending()]).toEqual(['editor', []]);
  });

  test('invited again while it is accepted: the older link has lost', async () => {
    const email = address();
    const person = await account(email);
    const link = await invite(email);
    const code = await race(
      [admin, (sql) => inviting(sql, email, 'reviewer')],
      [person, (sql) => answeringLink(sql, link, true)],
    );
    expect([code, await pending()]).toEqual(['TW004', [email]]);
  });

  test('two admins who invite the same address leave one invitation', async () => {
    const email = address();
    const other = await db.createPerson();
    await db.addMember(workspace, other, 'admin');
    const by = (role: Role) => (sql: Sql) => inviting(sql, email, role);
    expect(await race([admin, by('editor')], [other, by('reviewer')])).toBeNull();
    expect(
      await list(db.owner, 'select role, invited_by from public.invitations where workspace_id = $1', [workspace]),
    ).toEqual([{ role: 'reviewer', invited_by: other }]);
  });
});
