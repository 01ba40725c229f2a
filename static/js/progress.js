// Keeps the progress of an import fresh, and goes on to its report once it is done. When to ask is live.js's to say.

for (const section of document.querySelectorAll("[data-progress]")) {
  section.addEventListener("live", async () => {
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-progress]");
      if (!fresh) {
        location.reload();
        return;
      }
      section.querySelector("progress").value = fresh.querySelector("progress").value;
      const [text, now] = [section, fresh].map(one => one.querySelector("[data-progress-text]"));
      if (text.textContent !== now.textContent) text.textContent = now.textContent;
    } catch {
      section.dispatchEvent(new CustomEvent("live:lost"));
    }
  });
}
