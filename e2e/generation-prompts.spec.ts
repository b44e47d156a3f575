import type { LLMock } from '@copilotkit/aimock';
import { answer, startModelServer, useModelServer } from './model-server.ts';
import { expect, expectAccessible, type Locator, newWorkspace, type Page, test } from './support.ts';

const servers: LLMock[] = [];
test.afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const rules = (workspace: string, tab: string) => `/w/${workspace}/settings/rules/${tab}`;
const quiz = (workspace: string) => rules(workspace, 'templates?type=quiz');

/** Adds a line to the instructions of the template that is open in the editor, and saves that as the version. */
async function writeVersion(page: Page, line: string, number: number): Promise<void> {
  const system = page.getByRole('textbox', { name: 'System' });
  await system.fill(`${await system.inputValue()}\n${line}`);
  await page.getByRole('textbox', { name: 'What is new' }).fill(line);
  await page.getByRole('button', { name: `Save as v${number}` }).click();
  await expect(page.getByText(`v${number} is saved.`)).toBeVisible();
}

/** Opens the dialog by its key and gives a reason. */
async function activate(page: Page, number: number): Promise<void> {
  await expect(page.getByRole('button', { name: `Activate v${number}` })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  const dialog = page.getByRole('dialog', { name: `Activate v${number}` });
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Better questions');
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Why' }).press('Enter');
  await expect(page.getByText(`v${number} is active.`)).toBeVisible();
  await expect(dialog).toHaveCount(0);
}

const entry = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Templates' }).getByRole('link', { name });
const versions = (page: Page): Locator => page.getByRole('complementary', { name: 'Versions' });

test('a template is replaced, previewed, activated with a reason, compared, and returned to', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Templates');

  await test.step('the rules have one entry, and begin with templates', async () => {
    await admin.goto(`/w/${workspace}`);
    await admin.getByRole('link', { name: 'Generation rules' }).click();
    await expect(admin.getByRole('tab', { name: 'Templates' })).toHaveAttribute('aria-selected', 'true');
    await expect(admin.getByRole('tablist', { name: 'Generation rules' }).getByRole('tab')).toHaveCount(7);
    await expectAccessible(admin);
  });

  await test.step('what is built in becomes an own version, which is edited as a draft', async () => {
    await entry(admin, 'Quiz').click();
    await expect(admin.getByRole('heading', { name: 'Quiz' })).toBeVisible();
    await admin.getByRole('button', { name: 'Replace' }).click();
    await writeVersion(admin, 'Ask about the case.', 2);
    await expect(entry(admin, 'Quiz')).toContainText('v2 draft');
  });

  await test.step('the preview says whose each line is', async () => {
    await admin.getByRole('tab', { name: 'Preview' }).click();
    const prompt = admin.getByRole('region', { name: 'Assembled prompt' });
    await expect(prompt.getByText('Ask about the case.')).toBeVisible();
    await expect(prompt.getByText('Template v2').first()).toBeVisible();
    await prompt.getByRole('radio', { name: /^You/ }).click();
    await expect(prompt.getByText('Ask about the case.')).toHaveCount(0);
    await expectAccessible(admin);
  });

  await test.step('it counts once it is activated with a reason', async () => {
    await activate(admin, 2);
    await expect(entry(admin, 'Quiz')).toContainText('v2 active');
  });

  await test.step('a version that names what nothing fills is kept, and not activated', async () => {
    await admin.getByRole('button', { name: 'Edit' }).click();
    await writeVersion(admin, 'Say {{nothing}}.', 3);
    await expect(admin.getByText(/^Line \d+: Nothing fills \{\{nothing\}\}\.$/)).toBeVisible();
    await admin.getByRole('button', { name: 'Activate v3' }).click();
    const dialog = admin.getByRole('dialog');
    await expect(dialog.getByText(/Nothing fills/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Activate v3' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  });

  await test.step('any two are compared by line and word', async () => {
    await admin.getByRole('tab', { name: 'Difference' }).click();
    await expect(admin.locator('ins, p').filter({ hasText: 'Say {{nothing}}.' }).first()).toBeVisible();
    await expect(admin.getByText('with v3')).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('and the way back is one click', async () => {
    await versions(admin).getByRole('button', { name: 'Return to v1' }).click();
    await expect(admin.getByText('v1 is active.')).toBeVisible();
    await expect(entry(admin, 'Quiz')).toContainText('v1 active');
    await admin.getByRole('button', { name: 'Return to v2' }).click();
    await expect(entry(admin, 'Quiz')).toContainText('v2 active');
  });
});

test('two versions are tried on the same topic, beside each other, and nothing is proposed', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Tries');
  const server = await startModelServer();
  servers.push(server);
  server.onMessage(/./, answer({ title: 'Levain', content_md: 'A levain is a culture of yeast.', seo_notes: null }));
  await useModelServer(admin, workspace, server);
  await admin.goto(rules(workspace, 'templates?type=companion_blog'));
  await admin.getByRole('button', { name: 'Replace' }).click();
  await writeVersion(admin, 'Begin with the case.', 2);

  await test.step('the price stands on the button, and the test is run', async () => {
    await admin.getByRole('tab', { name: 'Test run' }).click();
    await expect(admin.getByText('No test of this template yet.')).toBeVisible();
    await admin.getByRole('textbox', { name: 'Topic' }).fill('Levain for beginners');
    await expect(admin.getByText('A test run makes no proposal.', { exact: false })).toBeVisible();
    await admin.getByRole('button', { name: /^Run test for at most \$0/ }).click();
  });

  await test.step('both answers stand beside each other with what they cost', async () => {
    const test_run = admin.getByRole('region', { name: 'The latest test' });
    for (const name of ['v1', 'v2']) {
      const tried = test_run.getByRole('region', { name, exact: true });
      await expect(tried.getByText('A levain is a culture', { exact: false })).toBeVisible({ timeout: 30_000 });
      await expect(tried.getByText('1,200 in, 600 out')).toBeVisible();
    }
    await test_run.getByRole('radio', { name: 'Prompts' }).click();
    await expect(test_run.locator('ins, p').filter({ hasText: 'Begin with the case.' }).first()).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('it stands in no list of jobs, and in the books', async () => {
    await admin.goto(`/w/${workspace}/jobs`);
    await expect(admin.getByText('No jobs yet')).toBeVisible();
    expect(server.getRequests().filter(({ body }) => JSON.stringify(body).includes('Levain for'))).toHaveLength(2);
  });
});

test('what somebody saved meanwhile is named, and both are kept', async ({ as }) => {
  const [one, other] = [await as('admin'), await as('admin')];
  const workspace = await newWorkspace(one, 'Meanwhile');

  await test.step('of a template', async () => {
    await one.goto(quiz(workspace));
    await one.getByRole('button', { name: 'Replace' }).click();
    await expect(one.getByRole('textbox', { name: 'System' })).toBeVisible();
    await other.goto(quiz(workspace));
    await other.getByRole('button', { name: 'Edit' }).click();
    await writeVersion(other, 'From the other.', 2);
    const system = one.getByRole('textbox', { name: 'System' });
    await system.fill(`${await system.inputValue()}\nFrom the one.`);
    await one.getByRole('textbox', { name: 'What is new' }).fill('One');
    await one.getByRole('button', { name: 'Save as v2' }).click();
    await expect(one.getByText('Somebody saved v2 meanwhile')).toBeVisible();
    await expectAccessible(one);
    await one.getByRole('status').getByRole('button', { name: 'Save as v3' }).click();
    await expect(versions(one).getByText('From the other.')).toBeVisible();
    await expect(versions(one).getByRole('button', { name: 'v3' })).toBeVisible();
  });

  await test.step('of a strategy, both changes go into the next version', async () => {
    await one.goto(rules(workspace, 'strategies'));
    await one.getByRole('button', { name: 'New strategy' }).click();
    await one.getByRole('textbox', { name: 'Name' }).fill('Guide');
    await one.getByRole('button', { name: 'Create strategy' }).click();
    await expect(one.getByRole('button', { name: 'Save as v2' })).toBeDisabled();
    await other.goto(rules(workspace, 'strategies'));
    await other.getByRole('button', { name: 'Settle here: Voice' }).click();
    await other.getByRole('textbox', { name: 'Voice' }).fill('calm');
    await other.getByRole('button', { name: 'Save as v2' }).click();
    await expect(other.getByText('v2 is saved.')).toBeVisible();
    await one.getByRole('button', { name: 'Settle here: Words' }).click();
    await one.getByRole('button', { name: 'Save as v2' }).click();
    await expect(one.getByText('Somebody saved v2 meanwhile')).toBeVisible();
    await expect(one.getByText('You changed different lines.')).toBeVisible();
    await expectAccessible(one);
    await one.getByRole('button', { name: 'Put both into v3' }).click();
    await expect(one.getByText('v3 is saved.')).toBeVisible();
    await expect(one.getByRole('textbox', { name: 'Voice' })).toHaveValue('calm');
    await expect(one.getByRole('textbox', { name: 'Least words' })).toHaveValue('400');
    await one.getByRole('complementary', { name: 'History' }).getByRole('button', { name: 'Return to v1' }).click();
    await expect(one.getByText('v4 is saved.')).toBeVisible();
    await expect(one.getByRole('textbox', { name: 'Voice' })).toHaveCount(0);
  });
});

test('a workspace follows the one above it, replaces a rule, and follows again', async ({ as }) => {
  const admin = await as('admin');
  const house = await newWorkspace(admin, 'House');
  const field = await newWorkspace(admin, 'Field');

  await test.step('the one above writes a template and a rule', async () => {
    await admin.goto(quiz(house));
    await admin.getByRole('button', { name: 'Replace' }).click();
    await writeVersion(admin, 'As the house does it.', 2);
    await activate(admin, 2);
    await admin.getByRole('tab', { name: 'SEO rules' }).click();
    await admin.getByRole('button', { name: 'New SEO rule' }).click();
    await admin.getByRole('textbox', { name: 'Name' }).fill('Title');
    await admin.getByRole('textbox', { name: 'Rule', exact: true }).fill('The keyword stands in the title.');
    await admin.getByRole('button', { name: 'Save as v1' }).click();
    await expect(admin.getByText('The keyword stands in the title.')).toBeVisible();
  });

  await test.step('the one below is put there by an admin of both', async () => {
    await admin.goto(`/w/${field}/settings/workspace`);
    const parent = admin.getByRole('region', { name: 'Parent workspace' });
    await parent.getByRole('button', { name: /Stands below/ }).click();
    // Others of that name may be left from another try.
    await admin.getByRole('option', { name: 'House' }).last().click();
    await parent.getByRole('button', { name: 'Save parent' }).click();
    await expect(admin.getByText('This workspace follows House.')).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('a sentence is replaced, the preview shows both, and it is given back', async () => {
    await admin.goto(rules(field, 'seo'));
    await admin.getByRole('button', { name: 'Replace: Title' }).click();
    const rule = admin.getByRole('textbox', { name: 'Rule “Title”' });
    await expect(admin.getByRole('button', { name: 'Save as v1' })).toBeDisabled();
    await rule.fill('The keyword stands first.');
    await admin.getByRole('button', { name: 'Save as v1' }).click();
    await expect(admin.getByText('House: The keyword stands in the title.')).toBeVisible();
    await admin.goto(`${quiz(field)}&view=preview`);
    const prompt = admin.getByRole('region', { name: 'Assembled prompt' });
    await expect(prompt.getByText('- The keyword stands first.')).toBeVisible();
    await expect(prompt.locator('del')).toHaveText('- The keyword stands in the title.');
    await admin.goto(rules(field, 'seo'));
    await admin.getByRole('button', { name: 'Follow again: Title' }).click();
    await expect(admin.getByRole('button', { name: 'Replace: Title' })).toBeVisible();
  });

  await test.step('a template is replaced and given back as well', async () => {
    await admin.goto(quiz(field));
    await expect(admin.getByText('This workspace follows House v2.').filter({ visible: true })).toBeVisible();
    await admin.getByRole('button', { name: 'Replace' }).click();
    await writeVersion(admin, 'As the field does it.', 2);
    await activate(admin, 2);
    await expect(admin.getByText('In place of House v2.')).toBeVisible();
    await admin.getByRole('button', { name: 'Follow again' }).first().click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('The house knows better');
    await dialog.getByRole('button', { name: 'Follow again' }).click();
    await expect(admin.getByText(/This workspace follows House v2\.$/)).toBeVisible();
  });
});

for (const role of ['editor', 'reviewer'] as const)
  test(`a ${role} reads the rules and changes none`, async ({ as }) => {
    const page = await as(role);
    await page.goto(rules('demo', 'templates'));
    await expect(page.getByText('Admins change rules. You can read them.')).toBeVisible();
    await expect(page.getByRole('list', { name: 'System' })).toBeVisible();
    await page.getByRole('tab', { name: 'Test run' }).click();
    await expect(page.getByText('No test of this template yet.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Run test/ })).toHaveCount(0);
    for (const name of ['Replace', 'Edit', 'Follow again'])
      await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Activate/ })).toHaveCount(0);
    for (const [tab, add] of [
      ['Strategies', 'New strategy'],
      ['SEO rules', 'New SEO rule'],
      ['Preferences', 'New preference'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByText('Admins change rules. You can read them.')).toBeVisible();
      await expect(page.getByRole('button', { name: add })).toHaveCount(0);
      await expect(page.getByRole('button', { name: /^Save as/ })).toHaveCount(0);
    }
  });
