// Casts that ask the compiler to look away. Each stands for a type that somebody else wrote; where the type is ours, it is mended.

/** A value that is said to be something that it is not known to be. */
export const CASTS = /\bas unknown as\b|\bas never\b|\bas any\b/;

/** What stays, each with the reason. */
export const CAST: Readonly<Record<string, string>> = {
  'app/doc/page.tsx': 'The document is made for programs; the page shows the part of it that it knows by its own type.',
  'components/lessons/editor/model.ts':
    'A question and its answer meet again by their number, which types cannot follow.',
  'components/lessons/editor/paste-into.ts': 'The plugin of tables is called with as much of a view as it uses.',
  'components/testing/server.ts': 'A test says what the server answers, in whatever type is asked for.',
  'lib/base/data/rpc.ts':
    'The types of supabase-js make nothing of a name that is a variable; the ones here say what they must be.',
  'lib/catalogue/data/entities.ts': 'Which columns there are depends on the kind, whose schema has parsed them.',
  'lib/lessons/core/html/markdown.ts': 'A figure holds an image, which the types of Markdown do not know.',
  'lib/studio/embedded/trial.ts':
    'Next.js wants NODE_ENV in every environment; a process that is started sets its own.',
};
