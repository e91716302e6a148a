/** As it is copied from the settings of a workspace. */
export const isWorkspaceId = (typed: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed.trim());
