import { createHash } from 'node:crypto';

/** SQL text, with its values apart. Only the tag below makes one, so text never comes from a request. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** `select … where id = $1` */
  get text(): string {
    return this.strings.reduce((text, part, i) => `${text}$${i}${part}`);
  }
}

/** sql`select … where id = ${id} and ${another}`: a value becomes a parameter, the tag splices in an Sql. */
export function sql(strings: TemplateStringsArray, ...inserts: readonly unknown[]): Sql {
  const texts: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  const extend = (text: string) => texts.push(`${texts.pop() ?? ''}${text}`);
  inserts.forEach((insert, i) => {
    if (insert instanceof Sql) {
      extend(insert.strings[0] ?? '');
      texts.push(...insert.strings.slice(1));
      values.push(...insert.values);
    } else {
      values.push(insert);
      texts.push('');
    }
    extend(strings[i + 1] ?? '');
  });
  return new Sql(texts, values);
}

/** A table or column name from code, never from a request. */
export function identifier(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) throw new Error(`not an identifier: ${name}`);
  return new Sql([name], []);
}

export function joinSql(parts: readonly Sql[], separator: 'and' | 'or'): Sql {
  const glue = separator === 'and' ? sql` and ` : sql` or `;
  return parts.reduce((all, part) => sql`${all}${glue}${part}`);
}

/**
 * The name of a prepared statement, made from its text. Behind a pooler another process may have prepared statements on the
 * same server connection, so the same name must mean the same text.
 */
const names = new Map<string, string>();
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
    names.set(text, name);
  }
  return name;
}
