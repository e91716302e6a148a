import { Fragment } from 'react';
import { nameOfRole } from '../../words/roles.js';
import { Time } from '../../ui/time.js';
import type { Member } from './roles.js';
import { members as s } from './strings.js';

/** "Editor, Reviewer until 3 Dec 2026": a role that ends says when. */
export const RoleText = ({ roles }: Pick<Member, 'roles'>) =>
  roles.map(({ id, name, expires_at }, at) => (
    <Fragment key={id}>
      {at > 0 && ', '}
      {nameOfRole(name)}
      {expires_at && (
        <span className="text-muted">
          {' '}
          {s.until} <Time at={expires_at} as="day" />
        </span>
      )}
    </Fragment>
  ));
