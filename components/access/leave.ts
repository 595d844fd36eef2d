import { signOut } from "next-auth/react";

/** Ends this browser's session and goes to the sign-in page. */
export async function leave(to = "/sign-in"): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign(to);
}
