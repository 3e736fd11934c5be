export interface Violation {
  path: string;
  line: number;
  /** What the rule says. */
  rule: string;
  /** How to fix it. */
  remedy: string;
}

export const formatViolation = ({ path, line, rule, remedy }: Violation): string =>
  `${path}:${line}  ${rule} ${remedy}`;
