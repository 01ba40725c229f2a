// Warns before what was typed into a form is lost. A refused form counts as changed from the start.

const form = document.querySelector("form[data-form]");

if (form) {
  const written = () => new URLSearchParams(new FormData(form)).toString();
  const original = written();
  const refused = document.querySelector("[data-error-summary]") !== null;
  let sent = false;

  form.addEventListener("submit", () => { sent = true; });
  // No answer came, and the page is still here.
  window.addEventListener("unsent", () => { sent = false; });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", event => {
    if (!sent && (refused || written() !== original)) event.preventDefault();
  });
}
