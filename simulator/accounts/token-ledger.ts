import { base62 } from '../catalogue/spotify-id';

/** One authorisation by a listener and every token that descends from it. */
export interface Family {
  listener: string;
  clientId: string;
  scopes: readonly string[];
  authorisedAt: number;
  refreshToken: string;
  /** Why it no longer works; null while it does. */
  dead: string | null;
  refreshes: number;
  /** Answers with a refresh token that was already spent. */
  reuses: number;
}

export interface Code {
  listener: string;
  clientId: string;
  redirectUri: string | null;
  scopes: readonly string[];
  challenge: string | null;
  issuedAt: number;
}

export interface IssuedTokens {
  accessToken: string;
  /** Null: keep the one you have. */
  refreshToken: string | null;
  /** ms UTC */
  expiresAt: number;
  scopes: readonly string[];
}

export type AccessCheck =
  | { state: 'valid'; listener: string; scopes: readonly string[] }
  | { state: 'expired' | 'revoked'; listener: string }
  | { state: 'unknown' };

/** As Spotify's: one hour, in ms. */
const ACCESS_LIFE = 3_600_000;
const CODE_LIFE = 600_000;

/** Six calendar months, as Spotify counts from the authorisation; refreshing does not lengthen it. */
function refreshTokenDiesAt(authorisedAt: number): number {
  const date = new Date(authorisedAt);
  date.setUTCMonth(date.getUTCMonth() + 6);
  return date.getTime();
}

/** Every code and token that the simulated account service issued. All methods are synchronous, so calls never race. */
export class TokenLedger {
  private issued = 0;
  private readonly codes = new Map<string, Code>();
  private readonly access = new Map<string, { family: Family; expiresAt: number; revoked: boolean }>();
  private readonly refresh = new Map<string, Family>();
  readonly families: Family[] = [];

  constructor(
    private readonly seed: number,
    private readonly rotation: 'never' | 'always',
    private readonly accessLife = ACCESS_LIFE,
  ) {}

  issueCode(code: Code): string {
    const text = `AQ${base62(120, this.seed, 'code', ++this.issued)}`;
    this.codes.set(text, code);
    return text;
  }

  /** A code works once, within ten minutes. Null: it does not work. */
  takeCode(text: string, now: number): Code | null {
    const code = this.codes.get(text);
    this.codes.delete(text);
    return code && now - code.issuedAt < CODE_LIFE ? code : null;
  }

  /** The listener of a code, without consuming it. */
  ownerOfCode(text: string): string | null {
    return this.codes.get(text)?.listener ?? null;
  }

  open(
    code: Pick<Code, 'listener' | 'clientId' | 'scopes'>,
    now: number,
  ): IssuedTokens & { refreshToken: string } {
    const family: Family = {
      listener: code.listener,
      clientId: code.clientId,
      scopes: code.scopes,
      authorisedAt: now,
      refreshToken: '',
      dead: null,
      refreshes: 0,
      reuses: 0,
    };
    this.families.push(family);
    const refreshToken = this.nextRefreshToken(family);
    return { ...this.nextAccessToken(family, now), refreshToken };
  }

  /** A fresh access token, or why there is none. With rotation a spent refresh token kills its family. */
  redeem(refreshToken: string, clientId: string, now: number): IssuedTokens | { refused: string } {
    const family = this.refresh.get(refreshToken);
    if (!family || family.clientId !== clientId) return { refused: 'Invalid refresh token' };
    if (family.dead) return { refused: family.dead };
    if (family.refreshToken !== refreshToken) {
      family.reuses += 1;
      this.kill(family, 'Refresh token revoked');
      return { refused: 'Refresh token revoked' };
    }
    if (now >= refreshTokenDiesAt(family.authorisedAt)) return { refused: 'Refresh token expired' };
    family.refreshes += 1;
    const rotated = this.rotation === 'always' ? this.nextRefreshToken(family) : null;
    return { ...this.nextAccessToken(family, now), refreshToken: rotated };
  }

  check(accessToken: string, now: number): AccessCheck {
    const token = this.access.get(accessToken);
    if (!token) return { state: 'unknown' };
    const { listener, scopes } = token.family;
    if (token.revoked) return { state: 'revoked', listener };
    return now < token.expiresAt ? { state: 'valid', listener, scopes } : { state: 'expired', listener };
  }

  ownerOfRefreshToken(refreshToken: string): string | null {
    return this.refresh.get(refreshToken)?.listener ?? null;
  }

  /** The newest authorisation of a listener. */
  familyOf(listener: string): Family | null {
    return this.families.findLast((family) => family.listener === listener) ?? null;
  }

  /** As if the listener had removed the app: refresh and access tokens stop working. */
  revoke(listener: string, reason = 'Refresh token revoked'): number {
    const alive = this.families.filter((family) => family.listener === listener && !family.dead);
    for (const family of alive) this.kill(family, reason);
    return alive.length;
  }

  /** Ends access tokens ahead of time, of one listener or of all; refresh tokens stay valid. */
  expireAccess(now: number, listener?: string): number {
    let ended = 0;
    for (const token of this.access.values()) {
      if (listener !== undefined && token.family.listener !== listener) continue;
      if (token.expiresAt <= now) continue;
      token.expiresAt = now;
      ended += 1;
    }
    return ended;
  }

  private kill(family: Family, reason: string): void {
    family.dead = reason;
    for (const token of this.access.values()) if (token.family === family) token.revoked = true;
  }

  private nextRefreshToken(family: Family): string {
    family.refreshToken = `AQ${base62(129, this.seed, 'refresh', ++this.issued)}`;
    this.refresh.set(family.refreshToken, family);
    return family.refreshToken;
  }

  private nextAccessToken(family: Family, now: number): IssuedTokens {
    const accessToken = `BQ${base62(140, this.seed, 'access', ++this.issued)}`;
    const expiresAt = now + this.accessLife;
    this.access.set(accessToken, { family, expiresAt, revoked: false });
    return { accessToken, refreshToken: null, expiresAt, scopes: family.scopes };
  }
}
