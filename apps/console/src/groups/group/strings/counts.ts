export const countSubs = (count: number): string =>
  count === 1 ? '1 sub workspace' : `${count.toLocaleString()} sub workspaces`;

export const countPeople = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString()} people`;
