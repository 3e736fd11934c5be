type Reporter = (error: unknown) => void;

let reporter: Reporter | null = null;

/** Takes what reports errors in this browser, once the visitor agreed. */
export function provideReporter(next: Reporter): void {
  reporter = next;
}

/** Reports an error that an error page stands for; does nothing without consent. */
export const reportBrowserError: Reporter = (error) => reporter?.(error);
