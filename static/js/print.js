// A button that opens the browser's own window for printing; without scripts a hint says where that is.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
