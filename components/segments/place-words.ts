/** "Group 1, condition 2: " for a place in a definition; nothing for other places. */
export function placeWords(path: string): string {
  const [, group, condition] = /groups[.[](\d+)\]?(?:\.conditions[.[](\d+)\]?)?/.exec(path) ?? [];
  if (group === undefined) {
    return "";
  }
  const of = condition === undefined ? "" : `, condition ${Number(condition) + 1}`;
  return `Group ${Number(group) + 1}${of}: `;
}
