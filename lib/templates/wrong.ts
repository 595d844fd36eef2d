import type { Token } from "liquidjs";

/** Something in a template that cannot be, at a token of it. */
export class Wrong extends Error {
  readonly token: Token;
  constructor(message: string, token: Token) {
    super(message);
    this.name = "Wrong";
    this.token = token;
  }
}
