import { type Permission, grantable, ownerOnly, permissions } from '@bailiwick/rbac';
import { describe, expect, it } from 'vitest';
import { allResources } from '../../words/resources.js';
import { changeHeld, linesThatDiffer, isAbout, isSame, markOf, filterLines, sectionsOf } from './matrix.js';

const offered = new Set<Permission>(grantable);
const everything = sectionsOf(offered);
const lines = everything.flatMap((section) => section.lines);
const held = (...those: Permission[]) => new Set<Permission>(those);

describe('the matrix of a role', () => {
  it('shows each permission that can be given once, and none that is the owner’s alone', () => {
    const shown = lines.flatMap(({ cells }) => cells.map(({ permission }) => permission));
    expect(shown.toSorted()).toEqual(grantable.toSorted());
    expect(shown.filter((one) => (ownerOnly as readonly string[]).includes(one))).toEqual([]);
  });

  it('keeps the order of the catalogue, and leaves out no resource of the owner’s role', () => {
    const order = sectionsOf(new Set(permissions)).flatMap((section) =>
      section.lines.map(({ resource }) => resource),
    );
    expect(order).toEqual(allResources);
  });

  it('finds a resource by its name, by a sentence and by the permission itself', () => {
    const found = (text: string) =>
      filterLines(everything, isAbout(text)).flatMap((section) =>
        section.lines.map(({ resource }) => resource),
      );
    expect(found('sending ACCOUNTS')).toEqual(['accounts']);
    expect(found('revoke invitations')).toEqual(['workspace_members']);
    expect(found('lead_labels:delete')).toEqual(['lead_labels']);
    expect(found('no such thing')).toEqual([]);
    expect(found('  ')).toHaveLength(lines.length);
  });

  it('says what is added to another role, and what is missing', () => {
    const [mine, other] = [held('leads:read', 'leads:update'), held('leads:read', 'leads:delete')];
    expect(markOf('leads:read', mine, other)).toBeUndefined();
    expect(markOf('leads:update', mine, other)).toBe('added');
    expect(markOf('leads:delete', mine, other)).toBe('missing');
    expect(markOf('leads:create', mine, other)).toBeUndefined();
    expect(lines.filter(linesThatDiffer(mine, other)).map(({ resource }) => resource)).toEqual(['leads']);
  });

  it('chooses and lets go of several at once, and leaves the set of before alone', () => {
    const before = held('leads:read');
    const more = changeHeld(before, ['leads:read', 'leads:update'], true);
    expect(isSame(more, held('leads:update', 'leads:read'))).toBe(true);
    expect(isSame(changeHeld(more, ['leads:read', 'leads:update'], false), held())).toBe(true);
    expect(isSame(before, held('leads:read'))).toBe(true);
  });
});
