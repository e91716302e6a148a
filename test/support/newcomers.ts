import type { Character } from '../../seeds/cast.js';

let met = 0;

/** A person whom nobody knows yet; each call makes another one. */
export function newcomer(first_name = 'Nora', last_name = 'Newton'): Character {
  met += 1;
  return { email: `${first_name.toLowerCase()}.${met}@newcomers.example`, first_name, last_name };
}
