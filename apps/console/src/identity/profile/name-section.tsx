import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ProfileUpdateBody, api } from '../../api-client/index.js';
import { fields } from '../entry/strings.js';
import { meQuery } from '../../server/session.js';
import { common } from '../../words/common.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { Card } from '../../ui/card.js';
import { SectionFooter } from '../../ui/section.js';
import { name as s } from './strings.js';

export function NameSection() {
  const { data: me } = useSuspenseQuery(meQuery);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (body: ProfileUpdateBody) => api.profile.update({ body }),
    onSuccess: (changed) => {
      queryClient.setQueryData(meQuery.queryKey, changed);
      toast.done(s.saved);
    },
  });
  return (
    <Card>
      <Form
        className="flex flex-col"
        error={save.error}
        isPending={save.isPending}
        onSubmit={(values) => save.mutate(values)}
      >
        <div className="flex flex-col gap-4 p-5">
          <Avatar name={`${me.first_name} ${me.last_name}`} size="lg" />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              name="first_name"
              label={fields.firstName}
              defaultValue={me.first_name}
              autoComplete="given-name"
              maxLength={100}
              isRequired
            />
            <Field
              name="last_name"
              label={fields.lastName}
              defaultValue={me.last_name}
              autoComplete="family-name"
              maxLength={100}
              isRequired
            />
          </div>
          <Field label={fields.email} description={s.emailHint} value={me.email} isReadOnly />
        </div>
        <SectionFooter>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            {common.save}
          </Button>
        </SectionFooter>
      </Form>
    </Card>
  );
}
