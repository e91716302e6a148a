import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { nameOfRole } from '../../words/roles.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { FieldLabel } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { GrantFields } from '../../workspaces/members/grant-fields.js';
import { PeoplePicker } from './people-picker.js';
import { grants as s } from './strings/grants.js';
import { SubPicker } from './sub-picker.js';
import { type Audience, type Place, useGiveGrants } from './use-give-grants.js';

interface GiveDialogProps {
  /** Workspaces that are chosen from the start. */
  readonly links?: readonly string[];
  readonly onClose: () => void;
}

const audiences = Object.keys(s.audiences) as readonly Audience[];

/** One role, to as many people in as many workspaces as one likes, in one act. */
export default function GiveDialog({ links, onClose }: GiveDialogProps) {
  const isOwner = useMyStanding().may('workspace_ownership:update');
  const state = useGiveGrants(links, onClose);
  const { give, roles, audience, place } = state;
  const isPeople = audience === 'people';
  return (
    <FormDialog
      title={s.giveTitle}
      error={give.error}
      isPending={give.isPending}
      onSubmit={state.submit}
      action={s.action}
      onClose={onClose}
    >
      <p className="text-muted">{s.giveText}</p>
      {isOwner && !links && (
        <Select
          label={s.audience}
          value={audience}
          onChange={(id) => state.setAudience(id as Audience)}
          options={audiences.map((id) => ({ id, name: s.audiences[id] }))}
        />
      )}
      {isPeople && <PeoplePicker people={state.people} onChange={state.setPeople} />}
      {state.missesPeople && <Missing text={s.needPeople} />}
      <Select
        label={s.role}
        value={state.roleId ?? ''}
        onChange={state.setRole}
        options={roles.map(({ id, name, description }) => ({ id, name: nameOfRole(name), description }))}
      />
      {isPeople && <Places place={place} onChange={state.setPlace} />}
      {isPeople && place === 'chosen' && <SubPicker chosen={state.subs} onChange={state.setSubs} />}
      {state.missesSubs && <Missing text={s.needSubs} />}
      <GrantFields />
    </FormDialog>
  );
}

const Missing = ({ text }: { text: string }) => (
  <p role="alert" className="-mt-3 text-xs text-danger">
    {text}
  </p>
);

const Places = ({ place, onChange }: { place: Place; onChange: (place: Place) => void }) => (
  <RadioGroup value={place} onChange={(value) => onChange(value as Place)} className="flex flex-col gap-1">
    <FieldLabel>{s.where}</FieldLabel>
    {(Object.keys(s.places) as Place[]).map((id) => (
      <RadioField key={id} value={id}>
        <RadioButton className="group flex min-h-7 cursor-default items-center gap-2 rounded-sm focus-ring:outline-2 focus-ring:outline-offset-2 focus-ring:outline-focus pointer-coarse:min-h-10">
          <span
            aria-hidden
            className="grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-hovered:border-muted group-selected:border-accent"
          >
            <span className="size-2 rounded-full group-selected:bg-accent" />
          </span>
          {s.places[id]}
        </RadioButton>
      </RadioField>
    ))}
  </RadioGroup>
);
