import { z } from "zod";

export const share = z.object({
  people: z.number(),
  converted: z.number(),
  percent: z.number().nullable(),
  revenue: z
    .number()
    .nullable()
    .describe(
      "What the conversions are worth in all, as the goal's property says it (no currency); null: it names none",
    ),
  revenuePerPerson: z
    .number()
    .nullable()
    .describe("ARPU: the revenue by all people, converted or not; null without revenue or people"),
});
export type Share = z.output<typeof share>;

/** Who got something against those who were held back from it. */
export const comparison = {
  control: share,
  uplift: z
    .number()
    .nullable()
    .describe("By how many percent those who got it convert more often; null without a control group"),
};

/** `revenue`: what the conversions are worth in all; null where the goal does not say what one is. */
export function shareOf(people: number, converted: number, revenue: number | null): Share {
  return {
    people,
    converted,
    percent: people === 0 ? null : (converted / people) * 100,
    revenue,
    revenuePerPerson: revenue === null || people === 0 ? null : revenue / people,
  };
}

/** By how many percent more often (contracts §10.4); null where the control group has nobody, or nobody who converted. */
export function upliftOf(got: Share, control: Share): number | null {
  return got.percent === null || control.percent === null || control.percent === 0
    ? null
    : ((got.percent - control.percent) / control.percent) * 100;
}

const amounts = new Intl.NumberFormat("en", {
  ...{ minimumFractionDigits: 2, maximumFractionDigits: 2 },
  trailingZeroDisplay: "stripIfInteger",
});

/** "12,345.50", "20": what conversions are worth, in no currency. */
export const amountWords = (amount: number): string => amounts.format(amount);
