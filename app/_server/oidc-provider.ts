import { cookies } from "next/headers";
import type { Account, Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { signInWithOidc } from "@/lib/access/verbs/sign-in-with-oidc.ts";
import { env } from "@/lib/env.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { root } from "./root.ts";
import { browserOf } from "./sign-in-request.ts";

type Claims = Profile & { email_verified?: boolean | string };

export function isOidcConfigured(): boolean {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  return Boolean(OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET);
}

/** The identity provider of the OIDC_ settings: authorization code flow with PKCE, state and nonce. */
export function oidcProvider(): OAuthConfig<Claims> {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  return {
    id: "oidc",
    name: "OIDC",
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Some providers put the e-mail into the ID token, others only behind the userinfo endpoint.
      request: async ({ tokens, client }) => {
        const claims = "claims" in tokens && typeof tokens.claims === "function" ? tokens.claims() : {};
        if ("email" in claims && "email_verified" in claims) {
          return claims;
        }
        return { ...(await client.userinfo(tokens.access_token ?? "")), ...claims };
      },
    },
    profile: (claims) => ({ id: String(claims.sub), name: claims.name, email: claims.email }),
  };
}

/** The token of the invitation that the visitor left for the identity provider from, if they did. */
async function invitationOfVisit(): Promise<string | undefined> {
  const jar = await cookies();
  const back =
    jar.get("__Secure-next-auth.callback-url")?.value ?? jar.get("next-auth.callback-url")?.value ?? "";
  return /\/invite\/([\w-]{10,200})$/.exec(back)?.[1];
}

/**
 * Opens the session of who comes back from the identity provider and puts its id on `user`, from where it gets into
 * the cookie. Answers true, or the address of the sign-in page with the reason.
 */
export async function admitFromOidc(
  user: object,
  account: Account | null,
  claims: Claims | undefined,
): Promise<true | string> {
  if (account?.provider !== "oidc") {
    return true;
  }
  if (!claims?.email) {
    return "/sign-in?error=oidc-no-email";
  }
  try {
    const session = await signInWithOidc(root().ctx, {
      email: claims.email,
      emailVerified: String(claims.email_verified) === "true",
      name: claims.name ?? "",
      invitation: await invitationOfVisit(),
      ...(await browserOf()),
    });
    Object.assign(user, { sessionId: session.sessionId });
    return true;
  } catch (error) {
    if (error instanceof Fault) {
      return `/sign-in?error=oidc-${error.code}`;
    }
    throw error;
  }
}
