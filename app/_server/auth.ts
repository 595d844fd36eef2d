import type { AuthOptions } from "next-auth";
import { getServerSession } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { SESSION_DAYS } from "@/lib/access/open-session.ts";
import { signIn } from "@/lib/access/verbs/sign-in.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { root } from "./root.ts";

/** next-auth keeps a signed cookie with the id of a row in `sessions`; the row decides whether it still counts. */
export function authOptions(): AuthOptions {
  return {
    secret: root().ctx.secrets.derive("next-auth"),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "password",
        credentials: { email: { label: "E-mail" }, password: { label: "Password", type: "password" } },
        authorize: async (credentials, request) => {
          const headers = request.headers ?? {};
          try {
            const session = await signIn(root().ctx, {
              email: credentials?.email ?? "",
              password: credentials?.password ?? "",
              userAgent: String(headers["user-agent"] ?? "").slice(0, 400),
              address: String(headers["x-forwarded-for"] ?? "").slice(0, 60),
            });
            return {
              id: session.userId,
              email: session.email,
              name: session.name,
              sessionId: session.sessionId,
            };
          } catch (error) {
            if (error instanceof Fault) {
              throw new Error(error.message, { cause: error });
            }
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        if (user && "sessionId" in user) {
          token.sessionId = user.sessionId;
        }
        return token;
      },
      session: ({ session, token }) => Object.assign(session, { sessionId: token.sessionId }),
    },
  };
}

/** The id of the session that the request's cookie names; whether it still lives is for the caller to check. */
export async function cookieSessionId(): Promise<string | null> {
  const session: object | null = await getServerSession(authOptions());
  return session && "sessionId" in session && typeof session.sessionId === "string"
    ? session.sessionId
    : null;
}
