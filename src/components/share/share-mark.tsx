/** The mark and the name, as a link to what this is. */
export function ShareMark() {
  return (
    <a className="brand" href="/">
      <svg width="24" height="24" viewBox="0 0 26 26" aria-hidden="true">
        <circle cx="13" cy="13" r="12" fill="none" stroke="var(--ink)" strokeWidth="1.6" />
        <path
          d="M13 5.2a7.8 7.8 0 1 1-6.75 3.9"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
        <path d="M13 3.6v9.2" stroke="var(--ink)" strokeWidth="1.6" strokeLinecap="round" />
        <circle cx="13" cy="13" r="2.2" fill="var(--ink)" />
      </svg>
      Audiospective
    </a>
  );
}
