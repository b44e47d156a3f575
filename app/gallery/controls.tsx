'use client';

import { Ellipsis, Eye, FileText, FolderInput, Link2, Pencil, Plus, Rocket, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormComboBox, FormSelect } from '#components/form/list-fields.tsx';
import { FormNumberField } from '#components/form/number-field.tsx';
import { FormRadioGroup } from '#components/form/radio-field.tsx';
import { FormTextArea, FormTextField } from '#components/form/text-fields.tsx';
import { FormCheckbox, FormSwitch } from '#components/form/toggle-fields.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { toast } from '#components/ui/toast.tsx';
import { Row, Section } from './section.tsx';

const LEVELS = ['Beginner', 'Intermediate', 'Advanced', 'Expert'].map((label) => ({ id: label.toLowerCase(), label }));

export function ControlsSection() {
  const [purge, setPurge] = useState(false);
  return (
    <>
      <Section title="Buttons">
        <Buttons onPurge={() => setPurge(true)} />
        <Row>
          <Button size="sm">Approve</Button>
          <Button size="sm" variant="quiet" icon={<Eye />}>
            Preview
          </Button>
          <Button size="lg">Import bundle</Button>
          <IconButton label="Edit link" shortcut="E">
            <Pencil />
          </IconButton>
          <IconButton label="Show links" pressed>
            <Link2 />
          </IconButton>
          <SparkMenu />
          <Overlays />
          <Button
            size="sm"
            onPress={() => toast.done('Moved 3 sparks to “Branching”', { undo: () => toast.note('Moved back') })}
          >
            Move with undo
          </Button>
          <Button
            size="sm"
            onPress={() => toast.problem('“Merging” could not be moved', { detail: 'Someone deleted its concept.' })}
          >
            Fail
          </Button>
        </Row>
        <Views />
        <AlertDialog
          title="Purge “Undoing things”"
          confirmLabel="Purge spark"
          danger
          typeName="undoing-things"
          isOpen={purge}
          onOpenChange={setPurge}
          onConfirm={() => new Promise((done) => setTimeout(done, 600))}
        >
          Its 12 versions and 3 exercises are deleted for good. Snapshots that contain it stay as they are.
        </AlertDialog>
      </Section>
      <FormSection />
    </>
  );
}

function Buttons({ onPurge }: { onPurge: () => void }) {
  return (
    <Row>
      <Button variant="primary" icon={<Rocket />}>
        Promote snapshot
      </Button>
      <Button icon={<Plus />}>Add exercise</Button>
      <Button variant="quiet">Discard draft</Button>
      <Button variant="danger" icon={<Trash2 />} onPress={onPurge}>
        Purge spark
      </Button>
      <Button isPending>Staging snapshot</Button>
      <Button isDisabled>Move to…</Button>
      <LinkButton href="/gallery/outline">Open outline</LinkButton>
      <Link href="/gallery/lesson">Read the lesson</Link>
    </Row>
  );
}

function SparkMenu() {
  return (
    <Menu
      label="Spark actions"
      trigger={
        <IconButton label="More actions">
          <Ellipsis />
        </IconButton>
      }
      groups={[
        {
          id: 'edit',
          items: [
            { id: 'rename', label: 'Rename spark', icon: <Pencil />, shortcut: 'F2' },
            {
              id: 'move',
              label: 'Move to…',
              icon: <FolderInput />,
            },
            {
              id: 'publish',
              label: 'Publish spark',
              icon: <FileText />,
              disabled: true,
              description: 'Two links lead to drafts',
            },
          ],
        },
        { id: 'end', items: [{ id: 'trash', label: 'Put in trash', icon: <Trash2 />, danger: true }] },
      ]}
    />
  );
}

function Overlays() {
  return (
    <>
      <Popover label="Link" trigger={<Button size="sm">Show link</Button>}>
        <p className="text-muted">Learn “Commits” before “Branches”, weight 0.9.</p>
      </Popover>
      <Sheet title="Provenance" trigger={<Button size="sm">Open sheet</Button>}>
        <p className="p-4 text-muted">Drafted by the built-in drafter from two sources.</p>
      </Sheet>
      <Dialog
        title="Move 3 sparks to another concept"
        trigger={<Button size="sm">Open dialog</Button>}
        footer={(close) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" onPress={close}>
              Move 3 sparks
            </Button>
          </>
        )}
      >
        <p className="text-muted">They keep their links. Snapshots already staged do not change.</p>
      </Dialog>
    </>
  );
}

function Views() {
  const [view, setView] = useState<'outline' | 'graph' | 'list'>('outline');
  return (
    <>
      <Row>
        <Segmented
          label="View"
          value={view}
          onChange={setView}
          items={[
            { id: 'outline', label: 'Outline' },
            { id: 'graph', label: 'Graph' },
            { id: 'list', label: 'List' },
          ]}
        />
        <SearchField label="Search sparks" shortcut="/" className="w-64" />
      </Row>
      <Tabs
        label="Spark"
        items={[
          { id: 'lesson', label: 'Lesson', content: <p className="text-muted">The workbench.</p> },
          { id: 'exercises', label: 'Exercises', note: 12, content: <p className="text-muted">The bank.</p> },
          { id: 'links', label: 'Links', note: 4, content: <p className="text-muted">Four links.</p> },
          { id: 'history', label: 'History', content: <p className="text-muted">Nine versions.</p> },
        ]}
      />
    </>
  );
}

function FormSection() {
  const form = useForm({
    defaultValues: {
      title: 'Undoing things: restore, reset and revert, and when to use which of them without losing anything',
      slug: 'undoing-things',
      summary: '',
      minutes: 8 as number | null,
      difficulty: 'intermediate',
      concept: null as string | null,
      audience: 'team',
      published: false,
      featured: true,
    },
  });
  const { control } = form;
  return (
    <Section title="Form">
      <Form
        form={form}
        submitLabel="Save spark"
        className="max-w-3xl"
        actions={<Button variant="quiet">Discard changes</Button>}
        onSubmit={async () => ({
          code: 'conflict',
          message: 'Another spark has the slug “undoing-things”.',
          fields: { slug: 'Taken by a spark in “Branching”. Try “undoing-things-2”.' },
        })}
      >
        <FormTextField control={control} name="title" label="Title" limit={100} isRequired />
        <div className="grid gap-5 sm:grid-cols-2">
          <FormTextField
            control={control}
            name="slug"
            label="Slug"
            mono
            help="Part of the address. Old addresses keep working."
          />
          <FormNumberField
            control={control}
            name="minutes"
            label="Reading time"
            unit="minutes"
            minValue={1}
            maxValue={60}
          />
          <FormSelect control={control} name="difficulty" label="Difficulty" options={LEVELS} />
          <FormComboBox
            control={control}
            name="concept"
            label="Concept"
            placeholder="Find a concept"
            options={[
              { id: 'a', label: 'Branching', description: 'Git basics' },
              { id: 'b', label: 'Working together', description: 'Git basics' },
              { id: 'c', label: 'التنبؤ بنمو النبات', description: 'IoT for beginners' },
            ]}
          />
        </div>
        <FormTextArea
          control={control}
          name="summary"
          label="Summary"
          placeholder="What will a reader be able to do?"
          limit={500}
        />
        <FormRadioGroup
          control={control}
          name="audience"
          label="Who may see it"
          options={[
            { id: 'team', label: 'Members of the workspace' },
            { id: 'all', label: 'Everyone', description: 'From the next snapshot on.' },
          ]}
        />
        <FormCheckbox control={control} name="published" help="It goes out with the next snapshot.">
          Publish this spark
        </FormCheckbox>
        <FormSwitch control={control} name="featured">
          Suggest it at the end of its trail
        </FormSwitch>
      </Form>
    </Section>
  );
}
