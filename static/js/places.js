// Suggests airports and cities while one types a place of an itinerary. The server finds out what is meant all the same.

const PAUSE_MS = 150;

for (const field of document.querySelectorAll("input[data-places]")) {
  let timer;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = field.value.trim();
      const chosen = [...field.list.options].some(option => option.value === text);
      if (text.length < 2 || text.length > 100 || text === asked || chosen) return;
      asked = text;
      const query = new URLSearchParams({ q: text, airports: field.dataset.places === "airports" });
      const answer = await fetch(`/api/places?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok || text !== field.value.trim()) return;
      const options = (await answer.json()).map(place => {
        const option = document.createElement("option");
        option.value = place.name;
        option.textContent = place.timeZone;
        return option;
      });
      field.list.replaceChildren(...options);
    }, PAUSE_MS);
  });
}
