/** Puts the chosen looks and language on the page, and follows the system where that was chosen. */
import { resolveLanguage, speak } from '../words/words.ts';
import { type Settings, useSettings } from './settings.ts';

export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const apply = (): void => {
    const { theme, density, language } = useSettings.getState();
    const { dataset } = document.documentElement;
    dataset.theme = resolveTheme(theme, dark.matches, contrast.matches);
    dataset.density = density;
    speak(resolveLanguage(language, navigator.languages));
  };
  apply();
  useSettings.subscribe(apply);
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('languagechange', apply);
}

export function resolveTheme(theme: Settings['theme'], dark: boolean, contrast: boolean): string {
  if (theme !== 'system') return theme;
  if (contrast) return 'contrast';
  return dark ? 'dark' : 'light';
}
