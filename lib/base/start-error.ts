/**
 * Something that keeps Trailwright from starting and that a person can put right. Its message is one whole sentence;
 * the command line prints it alone, without a stack, and exits with 1. Anything else that is thrown is a bug.
 */
export class StartError extends Error {
  override name = 'StartError';
}
