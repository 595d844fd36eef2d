import type { AuthOptions } from "next-auth";
import { getServerSession } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { SESSION_DAYS } from "@/lib/access/open-session.ts";
import { identifySession } from "@/lib/access/verbs/identify-session.ts";
import { signIn } from "@/lib/access/verbs/sign-in.ts";
import { signOut } from "@/lib/access/verbs/sign-out.ts";
import { env } from "@/lib/env.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { signInErrors } from "@/lib/messages/access.ts";
import { admitFromOidc, isOidcConfigured, oidcProvider } from "./oidc-provider.ts";
import { root } from "./root.ts";
import { browserOf } from "./sign-in-request.ts";

async function withPassword(credentials: { email: string; password: string } | undefined) {
  try {
    const session = await signIn(root().ctx, {
      email: credentials?.email ?? "",
      password: credentials?.password ?? "",
      ...(await browserOf()),
    });
    const { userId: id, email, name, sessionId } = session;
    return { id, email, name, sessionId };
  } catch (error) {
    if (error instanceof Fault) {
      // next-auth hands this text to the form; the parser names the field first, which is noise to a person.
      throw new Error(error.problems[0]?.message ?? error.message, { cause: error });
    }
    // Its own words are for the log: next-auth would show them to whoever tries to sign in.
    root().ctx.log.error({ err: error }, "signing in failed");
    throw new Error(signInErrors.other, { cause: error });
  }
}

async function endSession(sessionId: unknown): Promise<void> {
  const { ctx } = root();
  const found = typeof sessionId === "string" ? await identifySession(ctx, { sessionId }) : null;
  if (found) {
    await signOut({ ...ctx, actor: found.actor }, {});
  }
}

/** next-auth keeps a signed cookie with the id of a row in `sessions`; the row decides whether it still counts. */
export function authOptions(): AuthOptions {
  const { log, secrets } = root().ctx;
  // Without a public address the one that the browser asked for is right; next-auth refuses to guess by itself.
  process.env.NEXTAUTH_URL ??= env().JUNCTION_URL;
  process.env.AUTH_TRUST_HOST ??= "true";
  return {
    secret: secrets.derive("next-auth"),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "password",
        credentials: { email: { label: "E-mail" }, password: { label: "Password", type: "password" } },
        authorize: withPassword,
      }),
      ...(isOidcConfigured() ? [oidcProvider()] : []),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) => admitFromOidc(user, account, profile),
      jwt: ({ token, user }) => {
        if (user && "sessionId" in user) {
          token.sessionId = user.sessionId;
        }
        return token;
      },
      session: ({ session, token }) => Object.assign(session, { sessionId: token.sessionId }),
    },
    events: { signOut: ({ token }) => endSession(token?.sessionId) },
    // Its metadata can hold tokens and bodies of the identity provider: only the name of what happened is logged.
    logger: {
      error: (code, metadata) => log.error({ code, reason: reasonOf(metadata) }, "signing in failed"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => {},
    },
  };
}

function reasonOf(metadata: Error | { error: Error; [key: string]: unknown }): string {
  const error = metadata instanceof Error ? metadata : metadata.error;
  return `${error.name}: ${error.message}`.slice(0, 200);
}

/** The id of the session that the request's cookie names; whether it still lives is for the caller to check. */
export async function cookieSessionId(): Promise<string | null> {
  const session: object | null = await getServerSession(authOptions());
  return session && "sessionId" in session && typeof session.sessionId === "string"
    ? session.sessionId
    : null;
}
