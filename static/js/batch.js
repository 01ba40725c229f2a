// The trips ticked in a list: how many there are, and a tick for all of them. Without a script each is ticked by itself.

const form = document.querySelector("[data-batch]");
const ticks = [...document.querySelectorAll("input[form=batch][name=trip]")];

if (form && ticks.length > 0) {
  const all = document.createElement("input");
  all.type = "checkbox";
  const label = document.createElement("label");
  label.className = "batch__all";
  const count = document.createElement("span");
  label.append(all, count);
  form.querySelector(".batch__title").replaceWith(label);
  label.id = "batch-title";

  const show = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
    count.textContent = ticked === 0 ? form.dataset.all : form.dataset.chosen.replace("#", ticked);
    form.classList.toggle("batch--none", ticked === 0 && !form.querySelector(".field__error"));
  };
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    show();
  });
  for (const tick of ticks) tick.addEventListener("change", show);
  // Back in the history, browsers tick again what was ticked.
  addEventListener("pageshow", show);
  show();
}
