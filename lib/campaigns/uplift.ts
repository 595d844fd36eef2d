import { z } from "zod";

export const share = z.object({ people: z.number(), converted: z.number(), percent: z.number().nullable() });
export type Share = z.output<typeof share>;

/** Who got something against those who were held back from it. */
export const comparison = {
  control: share,
  uplift: z
    .number()
    .nullable()
    .describe("By how many percent those who got it convert more often; null without a control group"),
};

export function shareOf(people: number, converted: number): Share {
  return { people, converted, percent: people === 0 ? null : (converted / people) * 100 };
}

/** By how many percent more often (contracts §10.4); null where the control group has nobody, or nobody who converted. */
export function upliftOf(got: Share, control: Share): number | null {
  return got.percent === null || control.percent === null || control.percent === 0
    ? null
    : ((got.percent - control.percent) / control.percent) * 100;
}
