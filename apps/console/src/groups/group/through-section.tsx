import { nameOfRole } from '../../words/roles.js';
import { Avatar } from '../../ui/avatar.js';
import { List } from '../../ui/list.js';
import { Section } from '../../ui/section.js';
import { sub as s } from './strings/above.js';
import { useThrough } from './use-group.js';
import type { Link } from './types.js';

/** People of the admin workspace, who are no members here. */
export function ThroughSection({ link }: { link: Link }) {
  const pages = useThrough(link.id);
  const isEmpty = !pages.isLoading && !pages.error && !pages.hasMore && pages.rows.length === 0;
  return (
    <Section title={s.people} text={s.peopleText}>
      {isEmpty ? (
        <p className="px-5 pb-5 text-muted">{s.nobody}</p>
      ) : (
        <List label={s.people} pages={pages} keyOf={({ member_id }) => member_id}>
          {({ name, email, through }) => (
            <>
              <Avatar name={name ?? email ?? ''} />
              <div className="min-w-0">
                <p className="truncate font-medium">{name ?? email}</p>
                <p className="text-sm break-words text-muted">
                  {[email, through.map(({ role }) => nameOfRole(role.name)).join(', ')]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
            </>
          )}
        </List>
      )}
    </Section>
  );
}
