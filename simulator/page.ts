const STYLE = `
:root{color-scheme:light dark;--paper:#f7f5f0;--card:#fffdf9;--ink:#1c1a17;--soft:#6b655c;--line:#e5dfd3;--accent:#c8431c;--tint:#f6d3c3}
@media(prefers-color-scheme:dark){:root{--paper:#12110f;--card:#1a1917;--ink:#f1ede5;--soft:#a29a8d;--line:#2b2926;--accent:#ff7a4d;--tint:#47281c}}
*{box-sizing:border-box;margin:0}
body{font:400 16px/1.5 Geist,system-ui,sans-serif;background:var(--paper);color:var(--ink);min-height:100vh}
main{max-width:680px;margin:0 auto;padding:48px 20px 64px}
.label{display:inline-block;border:1px dashed var(--soft);border-radius:6px;padding:2px 10px;font-size:13px;color:var(--soft);margin-bottom:20px}
h1{font:600 44px/1.05 'Bricolage Grotesque',Geist,system-ui,sans-serif;letter-spacing:-.03em}
h2{font-size:14px;font-weight:600;margin-bottom:6px}
.lead{font-size:18px;margin:14px 0 28px;max-width:52ch}
ul{list-style:none;padding:0}.lives{display:grid;grid-template-columns:minmax(0,1fr);gap:10px}
button{font:inherit;color:inherit;cursor:pointer;text-align:left}
.life{display:grid;grid-template-columns:52px minmax(0,1fr);overflow-wrap:anywhere;gap:16px;width:100%;padding:16px 20px;background:var(--card);border:1px solid var(--line);border-radius:14px;transition:border-color 140ms}
.life:hover{border-color:var(--accent)}button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.face{width:52px;height:52px;border-radius:8px;background:var(--tint);display:grid;place-items:center;font-size:22px;font-weight:600}
i{font-style:normal;color:var(--soft);font-size:13px;border:1px solid var(--line);border-radius:5px;padding:0 6px;margin-left:4px}
.soft,small{color:var(--soft)}small{font-size:13px}
.foot{display:flex;justify-content:space-between;align-items:end;gap:24px;flex-wrap:wrap;margin-top:28px;padding-top:20px;border-top:1px solid var(--line)}
.scopes{font-size:14px;color:var(--soft)}code{font-size:12px}
.ghost{background:none;border:1px solid var(--line);border-radius:8px;padding:10px 20px}
@media(max-width:420px){h1{font-size:34px}.life{grid-template-columns:minmax(0,1fr);gap:10px}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}`;

/** Escapes a text for HTML, including attributes. */
export function text(raw: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return raw.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** A whole page in the simulator's style; `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${text(title)} · Spotify simulator</title>
<style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}
