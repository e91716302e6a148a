import { useState } from 'react';

/** Which rows of a list are open; each is turned the other way by its id. */
export function useToggled(): [ReadonlySet<string>, (id: string) => void] {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return [open, (id) => setOpen((now) => withToggled(now, id))];
}

export function withToggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
