import { z } from "zod";
import { roles } from "./permissions.ts";

export const role = z.enum(roles);

export const signIn = z.object({
  email: z.email("Enter an e-mail address").max(254),
  password: z.string().min(1, "Enter the password").max(200),
  userAgent: z.string().max(400).default(""),
  address: z.string().max(60).default(""),
});
export type SignIn = z.output<typeof signIn>;
