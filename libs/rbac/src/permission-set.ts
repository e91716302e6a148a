import { type Permission, permissions } from './catalog.js';

export type PermissionSet = ReadonlySet<Permission>;

/** Words of 32 bits, enough for the catalogue. */
const NOTHING: readonly number[] = Array<number>(wordOf(permissions.length) + 1).fill(0);
const places: ReadonlyMap<string, number> = new Map(permissions.map((permission, i) => [permission, i]));

/**
 * A set of permissions with one bit for each permission of the catalogue. A union of two costs four instructions, and a
 * set takes a hundred bytes. Every request makes several. A set is immutable.
 */
export class Permissions implements ReadonlySet<Permission> {
  private constructor(private readonly words: readonly number[]) {}

  /** A permission outside of the catalogue is in no set. */
  static of(those: Iterable<string>): Permissions {
    if (those instanceof Permissions) return those;
    const words = [...NOTHING];
    for (const one of those) {
      const place = places.get(one);
      if (place !== undefined) words[wordOf(place)] = (words[wordOf(place)] ?? 0) | bitOf(place);
    }
    return new Permissions(words);
  }

  static readonly none = new Permissions(NOTHING);

  and(other: PermissionSet): Permissions {
    const { words } = Permissions.of(other);
    return new Permissions(this.words.map((word, i) => word & (words[i] ?? 0)));
  }

  or(other: PermissionSet): Permissions {
    const { words } = Permissions.of(other);
    return new Permissions(this.words.map((word, i) => word | (words[i] ?? 0)));
  }

  has(permission: Permission): boolean {
    const place = places.get(permission);
    return place !== undefined && ((this.words[wordOf(place)] ?? 0) & bitOf(place)) !== 0;
  }

  get size(): number {
    return this.listed().size;
  }

  [Symbol.iterator](): SetIterator<Permission> {
    return this.listed().values();
  }

  keys(): SetIterator<Permission> {
    return this.listed().keys();
  }

  values(): SetIterator<Permission> {
    return this.listed().values();
  }

  entries(): SetIterator<[Permission, Permission]> {
    return this.listed().entries();
  }

  forEach(each: (one: Permission, same: Permission, set: PermissionSet) => void): void {
    for (const one of this) each(one, one, this);
  }

  /** An ordinary set for the rare questions other than `has`, in the order of the catalogue. */
  private listed(): PermissionSet {
    return new Set(permissions.filter((permission) => this.has(permission)));
  }
}

function wordOf(place: number): number {
  return place >>> 5;
}

function bitOf(place: number): number {
  return 1 << (place & 31);
}
