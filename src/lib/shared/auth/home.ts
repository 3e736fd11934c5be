/** Where a sign-in leads that nobody followed a link to. */
export const HOME = '/dashboard';
