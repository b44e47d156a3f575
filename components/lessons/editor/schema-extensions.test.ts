import { getSchema } from '@tiptap/core';
import { describe, expect, test } from 'vitest';
import { lessons, SAMPLES } from '#lib/lessons/core/editor/documents.cases.ts';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { lessonSchema } from '#lib/lessons/core/editor/schema.ts';
import { safeAddress, safePicture } from './address.ts';
import { schemaExtensions } from './schema-extensions.ts';

const schema = getSchema(schemaExtensions());

describe('the schema of the editor', () => {
  test('has the nodes and marks of lessons, with what they may hold', () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(Object.keys(lessonSchema.nodes).sort());
    expect(Object.keys(schema.marks)).toEqual(Object.keys(lessonSchema.marks));
    for (const [name, { spec }] of Object.entries(lessonSchema.nodes)) {
      const ours = schema.nodes[name]?.spec;
      const { content, group, marks, code, atom, tableRole, isolating, defining } = spec;
      expect(ours, name).toMatchObject(
        JSON.parse(JSON.stringify({ content, group, marks, code, atom, tableRole, isolating, defining })),
      );
      expect(Object.keys(ours?.attrs ?? {}), name).toEqual(Object.keys(spec.attrs ?? {}));
    }
  });

  test.each([...SAMPLES, ...lessons().slice(0, 40)])('opens and saves: $name', ({ markdown }) => {
    const opened = openDocument(markdown, schema);
    opened.doc.check();
    const saved = saveDocument(opened, schema.nodeFromJSON(opened.doc.toJSON()));
    expect(saved).toEqual({ ok: true, data: { markdown } });
  });
});

test.each([
  ['javascript:alert(1)', null],
  [' JavaScript:alert(1)', null],
  ['data:text/html,x', null],
  ['spark:orbits', null],
  ['https://a.example', 'https://a.example'],
  ['/w/demo', '/w/demo'],
  ['#part', '#part'],
])('the address of a link %s', (href, safe) => expect(safeAddress(href)).toBe(safe));

test.each([
  ['data:image/svg+xml,<svg/>', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['data:image/png;base64,AA', 'data:image/png;base64,AA'],
  ['pictures/a.png', 'pictures/a.png'],
])('the address of a picture %s', (src, safe) => expect(safePicture(src)).toBe(safe));
