/** As far as one can tell without asking: labels with a dot between them. The server looks closer. */
export const isDomain = (typed: string): boolean =>
  /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(
    typed.trim(),
  );
