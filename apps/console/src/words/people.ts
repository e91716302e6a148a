interface Person {
  readonly name: { readonly first: string; readonly last: string };
  readonly email: string;
}

/** A person without a name is called by their address. */
export const fullName = ({ name, email }: Person): string => `${name.first} ${name.last}`.trim() || email;
