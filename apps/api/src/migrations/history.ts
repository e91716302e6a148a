/** The columns of a table that `remember_access` keeps, and their kind. No name and no address of a person. */
export interface Remembered {
  readonly table: string;
  readonly kind: string;
  readonly columns: readonly string[];
}

/** @returns the trigger by which each change of these columns becomes a version in `access_history` */
export function rememberTrigger({ table, kind, columns }: Remembered): string {
  return `create trigger ${table}_remember after insert or delete or update of id, ${columns.join(', ')} on ${table}
    for each row execute function remember_access(${[kind, ...columns].map((one) => `'${one}'`).join(', ')})`;
}

/**
 * @param since since when a row has been as it is, as far as it can tell
 * @returns the first version of each row that is there before the trigger is
 */
export function firstVersions({ table, kind, columns }: Remembered, since: string): string {
  const pairs = columns.map((column) => `'${column}', to_jsonb(${column})`).join(', ');
  return `insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
    select workspace_id, gen_random_uuid(), '${kind}', id, (now ->> 'member_id')::uuid, (now ->> 'role_id')::uuid,
      ${since}, now - 'member_id' - 'role_id'
    from ${table}, lateral (select jsonb_build_object(${pairs}) as now) it`;
}
