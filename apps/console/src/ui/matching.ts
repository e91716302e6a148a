const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Those whose name holds every word that was typed, whatever the case and the accents. */
export function filterByName<T extends { readonly name: string }>(
  items: readonly T[],
  typed: string,
): readonly T[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return items.filter(({ name }) => words.every((word) => plain(name).includes(word)));
}
