'use client';

import { useState } from 'react';

const nameOf = (user_id: string, key: string) => `trailwright:comment:${user_id}:${key}`;

/** Words that were not sent yet: kept on this device under the name of whoever wrote them. */
export function useKeptWords(user_id: string, key: string, first = ''): [string, (next: string) => void] {
  const name = nameOf(user_id, key);
  const [words, setWords] = useState(() => {
    try {
      return localStorage.getItem(name) ?? first;
    } catch {
      // A browser that keeps nothing for pages.
      return first;
    }
  });
  const write = (next: string) => {
    setWords(next);
    try {
      if (next === '' || next === first) localStorage.removeItem(name);
      else localStorage.setItem(name, next);
    } catch {
      // The words are on the screen still.
    }
  };
  return [words, write];
}
