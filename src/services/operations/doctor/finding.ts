/** What a check of the doctor found. `warning`: it works, and somebody should look at it. */
export interface Finding {
  status: 'ok' | 'warning' | 'problem';
  message: string;
  /** What to do about it; null where nothing is to be done. */
  remedy: string | null;
}

export const fine = (message: string): Finding => ({ status: 'ok', message, remedy: null });
export const warning = (message: string, remedy: string): Finding => ({ status: 'warning', message, remedy });
export const problem = (message: string, remedy: string): Finding => ({ status: 'problem', message, remedy });
