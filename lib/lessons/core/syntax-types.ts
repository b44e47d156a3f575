import type {} from 'remark-parse';
import type { Data } from 'unified';

// The shapes that micromark gives its extensions, under shorter names.

export type SyntaxExtension = NonNullable<Data['micromarkExtensions']>[number];
export type Construct = Exclude<NonNullable<SyntaxExtension['text']>[string], readonly unknown[] | undefined>;
export type Tokenizer = Construct['tokenize'];
export type TokenizeContext = ThisParameterType<Tokenizer>;
export type State = ReturnType<Tokenizer>;
/** A character, or less than zero for the end of a line; null for the end of the text. */
export type Code = Parameters<State>[0];
/** What a piece of the text is called. */
export type TokenName = Parameters<Parameters<Tokenizer>[0]['enter']>[0];
