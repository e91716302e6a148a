/* global localStorage, document */
// Runs before the first paint, so that whoever chose a theme never sees the other one flash.
try {
  const theme = localStorage.getItem('theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // No storage, no choice: the system's setting holds.
}
