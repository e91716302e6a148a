import { type Attributes, type Condition, type Visible, operand } from '@bailiwick/rbac';
import { type Sql, identifier, joinSql, sql } from './sql.js';

/** The condition that the engine evaluates on a row, as SQL. The fields come from the catalogue. */
export function visibleWhere(visible: Visible, attributes: Attributes, table?: string): Sql {
  if (visible === 'all') return sql`true`;
  if (visible === 'none') return sql`false`;
  return translate(visible, attributes, (name) => identifier(table ? `${table}.${name}` : name));
}

function translate(condition: Condition, attributes: Attributes, column: (name: string) => Sql): Sql {
  const recurse = (c: Condition) => translate(c, attributes, column);
  if ('eq' in condition) {
    const value = operand(condition.eq[1], attributes);
    // `is not distinct from` never returns null, so `not` has the same meaning as in the engine.
    return value === undefined ? sql`false` : sql`(${column(condition.eq[0])} is not distinct from ${value})`;
  }
  if ('in' in condition) return sql`coalesce(${column(condition.in[0])} = any(${condition.in[1]}), false)`;
  if ('and' in condition) return all(condition.and.map(recurse), 'and');
  if ('or' in condition) return all(condition.or.map(recurse), 'or');
  return sql`(not ${recurse(condition.not)})`;
}

function all(parts: readonly Sql[], separator: 'and' | 'or'): Sql {
  if (parts.length === 0) return separator === 'and' ? sql`true` : sql`false`;
  return sql`(${joinSql(parts, separator)})`;
}
