/** The colours that are shown for a theme; unless one of them was chosen, the system's. */
export function coloursOf(theme: string | undefined, isSystemDark: boolean): 'dark' | 'light' {
  return theme === 'dark' || (theme !== 'light' && isSystemDark) ? 'dark' : 'light';
}
