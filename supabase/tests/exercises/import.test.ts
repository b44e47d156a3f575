import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { planImport } from '#lib/bundles/services/imports.ts';
import { bufferSource } from '#lib/bundles/services/reader.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const exercise = (aligned_learning_objective: string) => ({
  id: aligned_learning_objective,
  exercise_type: 'true_false',
  answer: true,
  aligned_learning_objective,
});
const spark = (slug: string) => ({
  slug,
  title: `Spark ${slug}`,
  content_md: 'x',
  estimated_mins: 5,
  difficulty: 'beginner',
  is_published: false,
});

test('the plan of an import warns of objectives that neither the bundle nor the workspace has', async () => {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'editor');
  const author = new Author(db.owner, workspace_id);
  const trail = await author.trail(await author.domain(), 'course');
  await author.add('trail_objectives', { trail_id: trail, objective_id: 'lo_1', title: 'Of the course' });
  const concept = await author.concept(trail, 'here');
  await author.add('objectives', { concept_id: concept, objective_id: 'lo_here', title: 'Here' });
  await author.place(concept, await author.spark('old'));

  const bundle = {
    schema_version: '1.0.0',
    version_label: 'more',
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
    concepts: [{ slug: 'new', title: 'A new concept', trail_slug: 'course', order_index: 0 }],
    sparks: [spark('placed'), spark('loose')],
    concept_sparks: [
      { concept_slug: 'here', spark_slug: 'placed' },
      { concept_slug: 'new', spark_slug: 'placed' },
    ],
    objectives: [{ concept_slug: 'new', id: 'lo_new', title: 'New' }],
    packages: [
      { spark_slug: 'old', package: { exercise_bank: ['lo_here', 'lo_1', 'lo_new'].map(exercise), quiz: [] } },
      {
        spark_slug: 'placed',
        package: { exercise_bank: ['lo_here', 'lo_1', 'lo_new', 'lo_x'].map(exercise), quiz: [] },
      },
      { spark_slug: 'loose', package: { exercise_bank: [exercise('lo_here')], quiz: [] } },
    ],
  };
  const source = bufferSource('bundle.json', new TextEncoder().encode(JSON.stringify(bundle)));
  const plan = await planImport(client as unknown as Db, { workspace_id, source });
  if (!plan.ok) throw new Error(plan.problem.message);
  expect(plan.data.can_apply).toBe(true);
  expect(plan.data.problems.map(({ code, severity, path }) => `${severity} ${code} ${path}`)).toEqual([
    'warning invalid_package /packages/0/package/exercise_bank/2/aligned_learning_objective',
    'warning invalid_package /packages/1/package/exercise_bank/3/aligned_learning_objective',
    'warning invalid_package /packages/2/package/exercise_bank/0/aligned_learning_objective',
  ]);
  expect(plan.data.problems[0]?.message).toMatch(/^The objective “lo_new” is not one of this lesson/);
});
