// Keyboard shortcuts. A page marks what a key does with aria-keyshortcuts; lists mark their links with data-item.

const enabled = "shortcuts" in document.documentElement.dataset;
const dialog = document.getElementById("shortcuts");

const isTyping = element =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");

function press(key) {
  const target = document.querySelector(`[aria-keyshortcuts="${key}"]`);
  if (!target) return false;
  if (target.matches("input")) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

function move(step) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (items.length === 0) return false;
  const here = items.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(here + step, 0), items.length - 1);
  items[next].focus();
  items[next].scrollIntoView({ block: "nearest" });
  return true;
}

function act(key) {
  switch (key) {
    case "/": case "n": case "e": return press(key);
    case "j": return move(1);
    case "k": return move(-1);
    case "?": dialog?.showModal(); return true;
    default: return false;
  }
}

if (enabled) {
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing) return;
    const form = event.target.closest?.("form[data-form]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open || isTyping(event.target)) return;
    if (act(event.key)) event.preventDefault();
  });
  // Browsers without closedby: a press beside the dialog closes it.
  dialog?.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });
}
