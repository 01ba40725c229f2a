// Ticks items off without loading the page: the list comes back from the server as it is, and takes the place of the old one.
// Whatever fails goes the way that needs no script.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-tick]");
  const list = form?.closest("[data-todo]");
  if (!list || event.defaultPrevented) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(), redirect: "follow" });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-todo]");
    if (!fresh) throw new Error("no list");
    list.replaceWith(document.adoptNode(fresh));
    document.getElementById(button.id)?.focus();
  } catch {
    button.disabled = false;
    form.submit();
  }
});
