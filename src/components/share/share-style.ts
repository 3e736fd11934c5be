/** The latin fonts, which every report needs at once. */
export const SHARE_FONTS = ['/fonts/geist-latin.woff2', '/fonts/bricolage-latin.woff2'];

const LATIN = 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122';
const LATIN_EXT = 'U+0100-02BA,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F';
const CYRILLIC = 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116';

const face = (family: string, file: string, range: string): string =>
  `@font-face{font-family:${family};src:url(/fonts/${file}.woff2) format("woff2");font-weight:200 900;font-display:swap;unicode-range:${range}}`;

/**
 * The whole style of a shared report: the page carries it within itself and needs no other file, and the preview shows
 * exactly what it gives. Colours are those of src/app/theme.css; a test holds them equal.
 */
export const SHARE_STYLE = `${face('ReportText', 'geist-latin', LATIN)}
${face('ReportText', 'geist-latin-ext', LATIN_EXT)}
${face('ReportText', 'geist-cyrillic', CYRILLIC)}
${face('ReportDisplay', 'bricolage-latin', LATIN)}
${face('ReportDisplay', 'bricolage-latin-ext', LATIN_EXT)}
.report{--paper:light-dark(#f7f5f0,#12110f);--card:light-dark(#fffdf9,#1a1917);--ink:light-dark(#1c1a17,#f1ede5);
--soft:light-dark(#6b655c,#a29a8d);--line:light-dark(#e5dfd3,#2b2926);--edge:light-dark(#8d8474,#77706a);
--accent:light-dark(#c8431c,#ff7a4d);--accent-ink:light-dark(#a8340f,#ff966f);--good:light-dark(#1f7a4d,#5cc48d);
--bad:light-dark(#a33a2a,#f08a78);--hatch:light-dark(#c9c0b0,#4a453e);--q0:light-dark(#ece7dc,#24221f);
--q1:light-dark(#f6d3c3,#47281c);--q2:light-dark(#efab90,#7a3a22);--q3:light-dark(#e27e58,#b3502b);
--q4:light-dark(#c8431c,#ff7a4d);--q5:light-dark(#8f2a0c,#ffb899);
background:var(--paper);color:var(--ink);font:400 15px/1.5 ReportText,system-ui,sans-serif;
font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
.report *{box-sizing:border-box;margin:0;padding:0}
.report ol{list-style:none}
.report img,.report svg{display:block}
.report h1,.report h2,.report .figure{font-family:ReportDisplay,ReportText,system-ui,sans-serif}
.report a{color:inherit;text-decoration:underline;text-decoration-color:var(--edge);text-decoration-thickness:1px;text-underline-offset:3px}
.report a:hover{text-decoration-color:var(--accent)}
.report :focus-visible{outline:2px solid var(--accent-ink);outline-offset:2px;border-radius:4px}
.report .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.report .sheet{max-width:940px;margin:0 auto;padding:20px 18px 32px;display:grid;gap:16px}
.report .brand{display:flex;align-items:center;gap:9px;width:fit-content;font:650 15px/1.2 ReportDisplay,system-ui,sans-serif;text-decoration:none}
.report .opening{display:grid;gap:6px;padding:20px 0 6px}
.report .opening .by{color:var(--soft);font-size:15px}
.report h1,.report .title{font-size:clamp(30px,8.4vw,52px);line-height:1.08;margin-bottom:0;font-weight:650;letter-spacing:-.025em;text-wrap:balance}
.report .description{max-width:60ch;font-size:17px;white-space:pre-line;margin-top:4px}
.report .hero{display:grid;gap:14px}
.report .hero.with-art{grid-template-columns:132px minmax(0,1fr);align-items:end;gap:18px}
.report .hero.with-art img,.report .hero.with-art svg{width:100%;height:auto;border-radius:8px}
.report .figure{font-size:clamp(56px,17vw,88px);line-height:1;font-weight:600;letter-spacing:-.035em}
.report .figure span{font-weight:300;color:var(--soft)}
.report .with-art .figure{font-size:clamp(34px,10.4vw,88px)}
.report .sentence{font-size:18px;line-height:1.45;margin-top:8px;max-width:46ch;text-wrap:pretty}
.report .sentence b{font-weight:600}
.report .up{color:var(--good);font-weight:600;white-space:nowrap}
.report .down{color:var(--bad);font-weight:600;white-space:nowrap}
.report section{min-width:0;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 16px}
.report h2{font-size:17px;font-weight:600;letter-spacing:-.01em;margin-bottom:14px}
.report .note{font-size:13px;color:var(--soft);margin:-10px 0 14px}
.report .ranked{display:grid;gap:12px}
.report .ranked li{display:grid;grid-template-columns:20px 56px minmax(0,1fr) auto;align-items:center;gap:12px}
.report .ranked .rank{color:var(--soft);text-align:right}
.report .ranked img,.report .ranked .no-art{width:56px;height:56px;border-radius:4px}
.report .name{display:block;font-weight:550;line-height:1.35;text-decoration:none}
.report a.name:hover{text-decoration:underline}
.report .sub{display:block;font-size:13px;line-height:1.35;color:var(--soft)}
.report .count{text-align:right;font-weight:550;white-space:nowrap}
.report .count span{display:block;font-size:12px;font-weight:400;line-height:1.2;color:var(--soft)}
.report .covers{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px 14px}
.report .covers li:first-child{grid-column:1/-1}
.report .covers img,.report .covers .no-art{width:100%;height:auto;aspect-ratio:1;border-radius:8px;margin-bottom:8px}
.report img{object-fit:contain;background:var(--q0)}
.report .no-art rect{fill:var(--q0)}
.report .no-art text{fill:var(--soft);font:600 20px ReportDisplay,system-ui,sans-serif}
.report .chart{width:100%;overflow:visible}
.report .chart text{fill:var(--soft);font-size:12px}
.report .bar{fill:var(--q3)}
.report .ground{stroke:var(--line)}
.report .fill-hatch{fill:var(--hatch)}
.report .axis{display:flex;justify-content:space-between;color:var(--soft);font-size:12px;margin-top:6px}
.report .axis.hours{padding-left:40px}
.report .week{display:grid;grid-template-columns:40px minmax(0,1fr)}
.report .week .days{display:grid;grid-template-rows:repeat(7,1fr);align-items:center;color:var(--soft);font-size:11px;line-height:1}
.report .q0{fill:var(--q0)}.report .q1{fill:var(--q1)}.report .q2{fill:var(--q2)}
.report .q3{fill:var(--q3)}.report .q4{fill:var(--q4)}.report .q5{fill:var(--q5)}
.report .key{display:flex;align-items:center;gap:8px;margin-top:12px;color:var(--soft);font-size:13px}
.report .key svg{width:12px;height:12px}
.report details{margin-top:12px;font-size:13px}
.report summary{width:fit-content;cursor:pointer;color:var(--soft);text-decoration:underline;text-underline-offset:3px}
.report .scroll{overflow-x:auto;margin-top:8px;border:1px solid var(--line);border-radius:8px}
.report table{width:100%;border-collapse:collapse}
.report th,.report td{padding:5px 8px;text-align:right;font-weight:400;border-top:1px solid var(--line)}
.report thead th{border-top:0;color:var(--soft)}
.report tr>:first-child{text-align:left}
.report .genres{display:grid;gap:10px}
.report .genres li{display:grid;grid-template-columns:minmax(0,9rem) minmax(0,1fr) 3.2rem;align-items:center;gap:12px}
.report .genres svg{width:100%;height:10px}
.report .genres .count{font-size:15px}
.report footer{display:grid;gap:8px;padding-top:10px;color:var(--soft);font-size:13px}
.report footer p{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;max-width:70ch}
.report .mark{fill:currentColor;flex:none}
.report .gone{min-height:100vh;min-height:100dvh;max-width:576px;margin:0 auto;padding:40px 18px;display:grid;align-content:center;gap:16px;font-size:17px}
@media (min-width:760px){.report .sheet{padding:32px 32px 40px;gap:20px}
.report .pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px}
.report section{padding:22px 24px}
.report .hero.with-art{grid-template-columns:220px minmax(0,1fr);gap:32px}
.report .covers{grid-template-columns:repeat(5,minmax(0,1fr))}
.report .covers li:first-child{grid-column:auto}}
@media (max-width:759px){.report .pair{display:grid;gap:16px}}`;

/** The style of the document, where no application around it says what is light and what is dark. */
export const SHARE_PAGE_STYLE = `html{color-scheme:light dark}\n${SHARE_STYLE}`;
