// Puts the cursor where the trouble is: into the summary of what is wrong with a form. Links in the summary lead into
// the field itself, not only to it.

const summary = document.querySelector("[data-error-summary]");
summary?.focus();

summary?.addEventListener("click", event => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const label = field.labels?.[0] ?? field;
  label.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
