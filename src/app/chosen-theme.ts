import { knownUser } from '@/middleware/session';

/** The theme the reader chose; null to follow the device, or when no one is signed in. */
export async function chosenTheme(): Promise<'light' | 'dark' | null> {
  const theme = (await knownUser())?.theme ?? 'system';
  return theme === 'system' ? null : theme;
}
