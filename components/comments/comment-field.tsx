'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { mention, mentionable, mentioned, typedMention } from '#lib/comments/core/mentions.ts';
import { type CommentInput, LONGEST_COMMENT } from '#lib/comments/core/thread.ts';
import { membersQuery, workspaceQuery } from '#lib/people/queries/workspaces.ts';
import { useKeptWords } from './kept-words.ts';
import { MentionList, optionId } from './mention-list.tsx';
import { commentsText } from './text.ts';

const words = commentsText;

export interface CommentFieldProps {
  workspace: string;
  user_id: string;
  /** Under what unsent words are kept. */
  keptAs: string;
  label: string;
  placeholder?: string;
  /** The words of a comment that is changed. */
  first?: string;
  sendLabel?: string;
  hasFocus?: boolean;
  onSend: (said: CommentInput) => Promise<unknown>;
  onCancel?: () => void;
}

/** Where a comment is written. What could not be sent stays, here and on this device. */
export function CommentField(props: CommentFieldProps) {
  const { workspace, user_id, keptAs, label, placeholder, first = '', onSend, onCancel } = props;
  const [text, setText] = useKeptWords(user_id, keptAs, first);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const members = useQuery(membersQuery(workspace)).data ?? [];
  const mentions = useMentions(field, text, setText, members);
  const listId = useId();
  const workspaceName = useQuery(workspaceQuery(workspace)).data?.name ?? workspace;

  useEffect(() => {
    if (props.hasFocus) field.current?.focus({ preventScroll: true });
  }, [props.hasFocus]);

  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    setProblem(null);
    try {
      await onSend({ body: text, mentions: mentioned(text, members) });
      setText(first === '' ? '' : first);
    } catch (error) {
      setProblem(problemOf(error).message);
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };
  const hasList = mentions.open !== null;
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        ref={field}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={hasList ? listId : undefined}
        aria-activedescendant={hasList && mentions.people.length > 0 ? optionId(listId, mentions.at) : undefined}
        dir="auto"
        rows={text === '' && !props.hasFocus ? 1 : 2}
        maxLength={LONGEST_COMMENT}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          mentions.look(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={mentions.close}
        className="field-sizing-content max-h-60 min-h-9 w-full resize-none rounded-lg border border-field-line bg-surface px-2.5 py-1.5 placeholder:text-faint"
      />
      {hasList && (
        <MentionList
          id={listId}
          people={mentions.people}
          at={mentions.at}
          typed={mentions.open?.typed ?? ''}
          workspaceName={workspaceName}
          onChoose={(person) => mentions.choose(person.display_name)}
        />
      )}
      {problem && (
        <p role="alert" className="text-sm text-danger-text">
          {words.notSent} {problem}
        </p>
      )}
      {(text !== '' || onCancel) && (
        <div className="flex items-center gap-2">
          <Button
            size="sm"
            variant="primary"
            isDisabled={text.trim() === ''}
            isPending={isSending}
            onPress={() => void send()}
          >
            {problem ? words.tryAgain : (props.sendLabel ?? words.send)}
          </Button>
          <Kbd keys="Mod+Enter" />
          {onCancel && (
            <Button size="sm" variant="quiet" className="ms-auto" onPress={onCancel}>
              {words.cancel}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface Person {
  user_id: string;
  display_name: string;
}

/** The mention that is being typed, and who fits it. */
function useMentions<One extends Person>(
  field: React.RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (next: string) => void,
  members: readonly One[],
) {
  const [open, setOpen] = useState<ReturnType<typeof typedMention>>(null);
  const [at, setAt] = useState(0);
  const [caret, setCaret] = useState<number | null>(null);
  const people = open ? mentionable(members, open.typed) : [];
  // Of a sentence behind a name nobody is asked whom it means.
  const isOpen = open !== null && (people.length > 0 || !open.typed.includes(' '));

  useEffect(() => {
    if (caret === null) return;
    field.current?.setSelectionRange(caret, caret);
    setCaret(null);
  }, [caret, field]);

  const choose = (name: string) => {
    if (!open) return;
    const next = mention(text, open, name);
    setText(next.text);
    setCaret(next.caret);
    setOpen(null);
    field.current?.focus();
  };
  const look = (typed: string, place: number) => {
    setOpen(typedMention(typed, place));
    setAt(0);
  };
  /** Whether the key was one of the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const person = people[at];
    if (step !== 0 && people.length > 0) setAt((at + step + people.length) % people.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) choose(person.display_name);
    else if (event.key === 'Escape') setOpen(null);
    else return false;
    event.preventDefault();
    return true;
  };
  return { open: isOpen ? open : null, people, at, choose, look, onKeyDown, close: () => setOpen(null) };
}
