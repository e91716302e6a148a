import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantEverywhere } from '../../support/planted.js';

/** Tables of a new feature; `a_labelled` needs a row of a table that stands after it in the alphabet. */
const scratch = `
  create type paint as enum ('red', 'blue');
  create table z_labels (
    workspace_id uuid not null references workspaces (id), id uuid not null, name text not null check (length(name) <= 40),
    kind text not null check (kind in ('plain', 'bold')), paint paint not null, parts text[] not null, note text,
    made_at timestamptz(3) not null, created_by uuid not null references users (id), rank int not null default 0,
    primary key (workspace_id, id), unique (workspace_id, name));
  create table a_labelled (
    workspace_id uuid not null, label_id uuid not null, member_id uuid not null, token_hash bytea not null unique,
    primary key (workspace_id, label_id, member_id),
    foreign key (workspace_id, label_id) references z_labels (workspace_id, id),
    foreign key (workspace_id, member_id) references workspace_members (workspace_id, id))`;

describe('tables that the tests do not name', () => {
  let db: TestDatabase;
  let harbour: PlantedMember;
  let elsewhere: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    await db.superuser.query(scratch);
    harbour = await plantEverywhere(db.superuser);
    elsewhere = await plantEverywhere(db.superuser);
  });
  afterAll(() => db.drop());

  it('hold a row of each workspace, as their columns, checks and keys ask', async () => {
    const { rows } = await db.superuser.query(
      `select l.workspace_id, l.kind, l.paint, l.created_by, m.member_id
       from z_labels l join a_labelled m on m.workspace_id = l.workspace_id and m.label_id = l.id order by l.id`,
    );
    const row = ({ workspaceId, userId, memberId }: PlantedMember) => ({
      ...{ workspace_id: workspaceId, kind: 'plain', paint: 'red' },
      ...{ created_by: userId, member_id: memberId },
    });
    expect(rows).toEqual([row(harbour), row(elsewhere)]);
  });

  it('leave empty what may be empty', async () => {
    const { rows } = await db.superuser.query('select distinct note, rank from z_labels');
    expect(rows).toEqual([{ note: null, rank: 0 }]);
  });
});
