/** Why a connection is closed. The browser's client stops trying again on 4401, 4403, 4404, 4413 and 4422. */
export const CLOSE = {
  restarting: 1012,
  tryAgainLater: 1013,
  signInFirst: 4401,
  notAllowed: 4403,
  noSuchDocument: 4404,
  tooSlow: 4408,
  tooLarge: 4413,
  invalidUpdate: 4422,
  tooMany: 4429,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** A message that may not be, with the code its sender is closed with. `reason` is for the log and the close frame: a fact, no data of people. */
export class Refusal extends Error {
  readonly code: CloseCode;
  constructor(code: CloseCode, reason: string) {
    super(reason);
    this.name = 'Refusal';
    this.code = code;
  }
}
