// The names by which folders are known, and paths in them. Alone in a file: a process that only looks at names loads nothing else.

/** At the root of a folder of Markdown. */
export const ROOT_FILE = 'trailwright.yaml';
/** What the tool keeps for itself: the files it wrote, and the order in which entities came. */
export const OWN_FOLDER = '.trailwright';
/** At the root of a course folder. */
export const BRIEF_FILE = 'COURSE-BRIEF.md';
export const CURRICULUM_FILE = 'curriculum.yaml';
/** Files of a course folder that the tools of old kept for themselves. */
export const STATE_FOLDER = '.state';
/** Beside unit files: whose they are. */
export const USERS_FILE = 'users.json';

/** The folder of a path, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path below a folder, which may be the root ''. */
export function below(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}
