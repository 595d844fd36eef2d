import type { HttpAnswer } from "../../kernel/http-client.ts";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { sendAnswer, verdictOf } from "../exchange.ts";
import { callOptions, handlerOver } from "./aws-http.ts";
import { authenticationOf, eventbridgeKit, signingRegion, stsUrlOf } from "./kit.ts";

export type AwsCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** When they end; an access key never does. */
  expiration?: Date;
};

/** A role that was not assumed: what AWS said, what to do about it, and the setting at fault where that is known. */
export type RoleFailure = { answer: SendAnswer; advice: string; field: string | null };
export type Assumed = { credentials: AwsCredentials } | { failure: RoleFailure };

/** The longest that every role allows; AWS allows no more where one role assumes another. */
const DURATION_SECONDS = 3_600;

type Known = { verdict: SendAnswer["verdict"]; says: string; advice: string; field: string | null };

const wrongKey: Known = {
  verdict: "unauthorised",
  says: "it does not accept the access key that is to assume the role.",
  advice: "Check the access key ID and its secret.",
  field: "accessKeyId",
};
const wrongOwn: Known = {
  verdict: "unauthorised",
  says: "it does not accept this installation's own AWS credentials.",
  advice: "Whoever runs this installation has to renew them.",
  field: null,
};

/** What STS calls its errors (reference of AssumeRole and its common errors). */
function known(code: string, isOwn: boolean): Known | undefined {
  const who = isOwn ? "this installation's AWS identity" : "the access key's user";
  const errors: Record<string, Known> = {
    AccessDenied: {
      verdict: "unauthorised",
      says: `${who} may not assume the role.`,
      advice: `Check the role's ARN, that its trust policy names ${who}, and the external ID if it asks for one.`,
      field: "roleArn",
    },
    ValidationError: {
      verdict: "refused",
      says: "it cannot read the role's ARN or the external ID.",
      advice: "Copy the ARN again from the role's page in IAM.",
      field: "roleArn",
    },
    RegionDisabledException: {
      verdict: "refused",
      says: "STS is switched off in this region for the account.",
      advice: "Switch it on in IAM, under Account settings, or choose another region.",
      field: "region",
    },
  };
  const credentials = [
    "InvalidClientTokenId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "MissingAuthenticationToken",
    "UnrecognizedClientException",
  ];
  if (credentials.includes(code)) {
    return isOwn ? wrongOwn : wrongKey;
  }
  return Object.hasOwn(errors, code) ? errors[code] : undefined;
}

const throttling = ["Throttling", "ThrottlingException", "RequestLimitExceeded", "ServiceUnavailable"];

function failureOf(answer: HttpAnswer, access: PartnerAccess, isOwn: boolean): RoleFailure {
  const code = /<Code>([A-Za-z.]+)<\/Code>/.exec(answer.body)?.[1] ?? "";
  const said = `AWS STS answers ${`${answer.status} ${code}`.trim()}`;
  const plain = throttling.includes(code) ? "later" : verdictOf(answer.status);
  const found = known(code, isOwn);
  if (found) {
    const { verdict, says, advice, field } = found;
    return { answer: sendAnswer(answer, access, { verdict, message: `${said}: ${says}` }), advice, field };
  }
  if (plain === "accepted") {
    const message = "At AWS STS's address something answers, but not as STS does";
    return { answer: sendAnswer(answer, access, { verdict: "later", message }), advice: "", field: null };
  }
  const verdict = plain === "split" ? "refused" : plain;
  const message = verdict === "later" ? said : `${said}: the role was not assumed.`;
  return {
    answer: sendAnswer(answer, access, { verdict, message }),
    advice: "Check the role, its trust policy and the region.",
    field: "roleArn",
  };
}

const noCredentials: RoleFailure = {
  answer: {
    verdict: "refused",
    httpStatus: null,
    message: "This installation has no AWS credentials of its own, so it cannot assume a role.",
    body: "",
  },
  advice:
    "Let it run with some (an instance profile, a task role, or the variables that AWS's tools read), or choose to assume the role with an access key.",
  field: "authentication",
};

/** One AssumeRole through AWS's SDK, with the access key that was entered or the credentials that this process finds itself. */
export async function assumeRole(access: PartnerAccess): Promise<Assumed> {
  const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const { settings, secrets, http } = access;
  const isOwn = authenticationOf(settings) === "role";
  const options = callOptions(eventbridgeKit.limits.timeoutMs);
  const { seen } = options;
  const client = new STSClient({
    region: signingRegion(settings.region),
    endpoint: stsUrlOf(access),
    ...(!isOwn && {
      credentials: {
        accessKeyId: settings.accessKeyId ?? "",
        secretAccessKey: secrets.secretAccessKey ?? "",
      },
    }),
    maxAttempts: 1,
    requestHandler: handlerOver("AWS STS", http),
  });
  const command = new AssumeRoleCommand({
    RoleArn: settings.roleArn ?? "",
    RoleSessionName: "junction",
    DurationSeconds: DURATION_SECONDS,
    ...(settings.externalId && { ExternalId: settings.externalId }),
  });
  try {
    const { Credentials: given } = await client.send(command, options);
    if (given?.AccessKeyId && given.SecretAccessKey && given.SessionToken) {
      return {
        credentials: {
          accessKeyId: given.AccessKeyId,
          secretAccessKey: given.SecretAccessKey,
          sessionToken: given.SessionToken,
          ...(given.Expiration && { expiration: given.Expiration }),
        },
      };
    }
  } catch (error) {
    if (seen.failure) {
      return { failure: { answer: seen.failure, advice: "", field: null } };
    }
    if (!seen.answer) {
      // Nothing went out: the SDK found nothing to sign with.
      if (isOwn && error instanceof Error && error.name.endsWith("ProviderError")) {
        return { failure: noCredentials };
      }
      throw error;
    }
  }
  const { answer } = seen;
  if (!answer) {
    throw new Error("AWS's SDK answered without a request.");
  }
  return { failure: failureOf(answer, access, isOwn) };
}
