interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly next_starting_after?: string;
}

/** A whole list, for what has to be chosen from or counted. */
export async function everyPage<Row>(
  fetchPage: (page: { limit: number; starting_after: string | undefined }) => Promise<ListPage<Row>>,
): Promise<Row[]> {
  const found: Row[] = [];
  let starting_after: string | undefined;
  do {
    const page = await fetchPage({ limit: 100, starting_after });
    found.push(...page.items);
    starting_after = page.next_starting_after;
  } while (starting_after);
  return found;
}
