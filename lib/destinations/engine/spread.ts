/**
 * Spreads calls over lanes that are sent side by side: all of one person in one lane, in their order, and the lanes as even
 * as whole people allow. No more lanes than hold `perLane` records each, and at most `most`.
 */
export function spread<Call extends { personId: string; records: unknown[] }>(
  calls: Call[],
  { most, perLane }: { most: number; perLane: number },
): Call[][] {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { personId, records } of calls) {
    weights.set(personId, (weights.get(personId) ?? 0) + records.length);
    total += records.length;
  }
  const count = Math.max(1, Math.min(most, Math.ceil(total / perLane)));
  const lanes: Call[][] = Array.from({ length: count }, () => []);
  if (count === 1) {
    return [calls];
  }
  const loads = lanes.map(() => 0);
  const laneOf = new Map<string, number>();
  for (const [personId, weight] of [...weights].sort(([, a], [, b]) => b - a)) {
    const lightest = loads.indexOf(Math.min(...loads));
    laneOf.set(personId, lightest);
    loads[lightest] = (loads[lightest] ?? 0) + weight;
  }
  for (const call of calls) {
    lanes[laneOf.get(call.personId) ?? 0]?.push(call);
  }
  return lanes;
}
