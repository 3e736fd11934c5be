type Ask = (path: string, init?: RequestInit & { headers?: Record<string, string> }) => Promise<Response>;

export function signIn(url: string, listener?: string): Promise<{ ask: Ask; cookie: string }>;
export function signInAndShare(url: string): Promise<{ cookie: string; share: string }>;
