import { useEffect, useState } from 'react';

/** What is typed, once the typing pauses: a search on a server is not asked letter by letter. */
export function useQuietText(typed: string, pause = 150): string {
  const [text, setText] = useState(typed.trim());
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed, pause]);
  return text;
}
