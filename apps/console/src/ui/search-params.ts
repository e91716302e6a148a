/** What a search of the address may hold: text, or nothing at all, so that empty filters leave no trace. */
export function optionalText<K extends string>(
  given: Partial<Record<K, unknown>>,
): Partial<Record<K, string>> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)])) as Partial<
    Record<K, string>
  >;
}
