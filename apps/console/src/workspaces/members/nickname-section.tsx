import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { Part } from '../../ui/part.js';
import type { Member } from './roles.js';
import { nickname as s } from './strings.js';
import { useDeed } from './use-members.js';

export function NicknameSection({ member: { id, nickname } }: { member: Member }) {
  const save = useDeed({
    run: (workspace, typed: string) =>
      api.members.update({ workspace, id, body: { nickname: typed.trim() || null } }),
    onDone: () => toast.done(s.saved),
    became: (row) => ({ id, row }),
    isForm: true,
  });
  return (
    <Part title={s.title}>
      <Form
        error={save.error}
        isPending={save.isPending}
        onSubmit={(values) => save.mutate(values['nickname'] ?? '')}
      >
        <div className="flex flex-wrap items-end gap-2">
          <Field
            name="nickname"
            label={s.text}
            defaultValue={nickname ?? ''}
            maxLength={80}
            className="flex-1"
          />
          <Button type="submit" isPending={save.isPending}>
            {common.save}
          </Button>
        </div>
      </Form>
    </Part>
  );
}
