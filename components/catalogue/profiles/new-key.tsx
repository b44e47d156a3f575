'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { keyOf } from '#lib/catalogue/core/record-form.ts';
import { profilesText } from './text.ts';

interface NewKeyProps {
  taken: readonly string[];
  onAdd: (key: string, isList: boolean) => void;
}

/** Adds a field with a name of one's own to a record. */
export function NewKey({ taken, onAdd }: NewKeyProps) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button size="sm" variant="quiet" icon={<Plus />} onPress={() => setOpen(true)}>
        {profilesText.otherKey}
      </Button>
    );
  return <NewKeyForm taken={taken} onAdd={onAdd} onClose={() => setOpen(false)} />;
}

function NewKeyForm({ taken, onAdd, onClose }: NewKeyProps & { onClose: () => void }) {
  const [name, setName] = useState('');
  const [as, setAs] = useState<'text' | 'list'>('text');
  const key = keyOf(name);
  const isTaken = taken.includes(key);
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (key === '' || isTaken) return;
        onAdd(key, as === 'list');
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <TextField
        label={profilesText.keyName}
        hideLabel
        placeholder={profilesText.keyName}
        size="sm"
        autoFocus
        value={name}
        onChange={setName}
        error={isTaken ? profilesText.keyTaken : undefined}
        className="w-44"
      />
      <Segmented
        label={profilesText.keyKind}
        size="sm"
        value={as}
        onChange={setAs}
        items={[
          { id: 'text', label: profilesText.keyText },
          { id: 'list', label: profilesText.keyList },
        ]}
      />
      <Button type="submit" size="sm" isDisabled={key === '' || isTaken}>
        {profilesText.add}
      </Button>
      <Button size="sm" variant="quiet" onPress={onClose}>
        {profilesText.cancel}
      </Button>
    </form>
  );
}
