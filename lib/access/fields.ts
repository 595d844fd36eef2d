import { z } from "zod";

/** What one line of text may not hold: control characters and halves of a surrogate pair. */
const NOT_ONE_LINE = /[\p{Cc}\p{Cs}]/u;

/** A line of text for people: trimmed, not empty, at most `max` characters. */
export function line(what: string, max: number) {
  return z
    .string()
    .trim()
    .min(1, `Enter ${what}`)
    .max(max, `At most ${max} characters`)
    .refine((text) => !NOT_ONE_LINE.test(text), "Use one line of plain text");
}

/** Text of any lines, trimmed unless told, at most `max` characters, that PostgreSQL can hold: no NUL, no halves of a character. */
export function plainText(max: number, from: z.ZodString = z.string().trim()) {
  return from
    .max(max, `At most ${max} characters`)
    .refine((text) => !/[\0\p{Cs}]/u.test(text), "Use plain text");
}

/** An e-mail address as it is kept: trimmed and in lower case. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "At most 254 characters")
  .pipe(z.email("Enter an e-mail address"));

export const MIN_PASSWORD = 10;

/** A password that somebody chooses: any characters, at least ten, no stricter recipe (NIST SP 800-63B §3.1.1.2). */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD, `Use at least ${MIN_PASSWORD} characters`)
  .max(200, "At most 200 characters");

/** A password that is compared with the one on file. */
export const givenPassword = z.string().min(1, "Enter the password").max(200, "At most 200 characters");

/** What a browser says about itself: cut to size, without control characters. */
export const userAgent = z
  .string()
  .default("")
  .transform((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, " ").slice(0, 400));

export const time = z.iso.datetime();

/** A day as YYYY-MM-DD. PostgreSQL's calendar begins with the year 1, and a time zone moves a day's edge. */
export function calendarDay(message: string) {
  return z.iso.date(message).refine((day) => day >= "0002", message);
}
