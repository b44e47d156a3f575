'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { PROTOCOLS, type Protocol, type ProviderFields } from '#lib/generation/core/provider.ts';
import type { Provider } from '#lib/generation/data/providers.ts';
import { useModelChanges } from '#lib/generation/queries/jobs.ts';
import { modelsText } from './text.ts';

const words = modelsText;
const NEW: ProviderFields = {
  name: '',
  protocol: 'openai',
  base_url: null,
  is_enabled: true,
  requests_a_minute: null,
  tokens_a_minute: null,
  at_once: null,
};

const LIMITS = ['requests_a_minute', 'tokens_a_minute', 'at_once'] as const;

interface ProviderFormProps {
  workspace: string;
  provider: Provider | null;
  /** Those that are asked of it. */
  models: readonly string[];
  onClose: () => void;
}

/** A provider with its key and models; a test says whether it answers before anything is kept. */
export function ProviderForm({ workspace, provider, models, onClose }: ProviderFormProps) {
  const { save, test } = useModelChanges(workspace);
  const number = useNumber();
  const [fields, setFields] = useState<ProviderFields>(() => (provider ? fieldsOf(provider) : NEW));
  const [key, setKey] = useState('');
  const [names, setNames] = useState(() => [...new Set(models)].join('\n'));
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (part: Partial<ProviderFields>) => setFields({ ...fields, ...part });
  const listed = names.split('\n').flatMap((one) => one.trim() || []);
  const given = { id: provider?.id ?? null, fields, key: key.trim() || null };
  const failed = (error: unknown) => setProblem(problemOf(error));
  const errorOf = (name: string) => problem?.fields?.[`fields.${name}`] ?? problem?.fields?.[name];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={provider ? words.edit(provider.name) : words.add}
      footer={
        <>
          <Button
            isPending={test.isPending}
            isDisabled={listed.length === 0}
            onPress={() =>
              test.mutate(
                { ...given, model: listed[0] ?? '' },
                {
                  onSuccess: ({ model, ms }) => {
                    setProblem(null);
                    toast.done(words.tested(model, number(ms)));
                  },
                  onError: failed,
                },
              )
            }
          >
            {words.test}
          </Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            onPress={() =>
              save.mutate(
                { ...given, version: provider?.version ?? null, models: listed },
                {
                  onSuccess: () => {
                    toast.done(words.saved);
                    onClose();
                  },
                  onError: failed,
                },
              )
            }
          >
            {words.save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField label={words.name} value={fields.name} error={errorOf('name')} onChange={(name) => set({ name })} />
        <Select
          label={words.protocol}
          value={fields.protocol}
          options={PROTOCOLS.map((id) => ({ id, label: words.protocols[id] }))}
          onChange={(id) => set({ protocol: id as Protocol })}
        />
        <TextField
          label={words.address}
          help={words.addressHelp}
          value={fields.base_url ?? ''}
          error={errorOf('base_url')}
          onChange={(address) => set({ base_url: address.trim() || null })}
        />
        <TextField
          label={words.newKey}
          help={provider?.key_last4 ? `${words.key(provider.key_last4)}. ${words.keyHelp}` : words.keyHelp}
          type="password"
          autoComplete="off"
          value={key}
          error={errorOf('key')}
          onChange={setKey}
        />
        <TextArea label={words.modelNames} help={words.modelNamesHelp} value={names} rows={3} onChange={setNames} />
        <div className="grid gap-3 sm:grid-cols-3">
          {LIMITS.map((name) => (
            <NumberField
              key={name}
              label={words.limits[name]}
              minValue={1}
              value={fields[name] ?? Number.NaN}
              onChange={(limit) => set({ [name]: Number.isNaN(limit) ? null : limit })}
            />
          ))}
        </div>
        <p className="-mt-2 text-sm text-muted">{words.limitsHelp}</p>
        <Switch isSelected={fields.is_enabled} onChange={(is_enabled) => set({ is_enabled })}>
          {words.enabled}
        </Switch>
        {problem && (
          <p role="alert" className="text-danger">
            {problem.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}

const fieldsOf = ({ name, protocol, base_url, is_enabled, requests_a_minute, tokens_a_minute, at_once }: Provider) => ({
  name,
  protocol,
  base_url,
  is_enabled,
  requests_a_minute,
  tokens_a_minute,
  at_once,
});
