/** What the key of a rule is sealed for: it opens nowhere else. */
export const keyPurpose = ({ workspaceId, account }: { workspaceId: string; account: string }): string =>
  `sandbox rule ${workspaceId} ${account}`;
