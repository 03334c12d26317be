// <command-palette search="/search/"> inside a dialog: narrows its [role=option] by the words typed,
// and asks the server for a fragment of further options, which goes into [data-found].
class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog");
    this.input = this.querySelector("input");
    this.found = this.querySelector("[data-found]");
    this.input.addEventListener("input", () => this.narrow());
    this.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("close", () => this.clear());
    this.clear();
  }

  get shown() {
    return [...this.querySelectorAll("[role=option]")].filter((option) => option.checkVisibility());
  }

  clear() {
    this.input.value = "";
    this.narrow();
  }

  narrow() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of this.querySelectorAll("[role=option]")) {
      const text = option.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word));
      option.hidden = !fits && !this.found.contains(option);
    }
    for (const group of this.querySelectorAll("[role=group]")) {
      if (group !== this.found) group.hidden = !group.querySelector("[role=option]:not([hidden])");
    }
    this.select(this.shown[0]);
    clearTimeout(this.wait);
    if (words.length) this.wait = setTimeout(() => this.ask(this.input.value), 150);
    else this.found.replaceChildren();
  }

  async ask(query) {
    const url = this.getAttribute("search");
    if (!url) return;
    try {
      const address = `${url}?${new URLSearchParams({ q: query })}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok || query !== this.input.value) return;
      this.found.innerHTML = await answer.text();
      if (!this.querySelector("[aria-selected=true]:not([hidden])")) this.select(this.shown[0]);
    } catch { /* offline: the commands at hand still work */ }
  }

  select(option) {
    for (const other of this.querySelectorAll("[role=option]")) {
      other.setAttribute("aria-selected", String(other === option));
    }
    if (option) this.input.setAttribute("aria-activedescendant", (option.id ||= crypto.randomUUID()));
    else this.input.removeAttribute("aria-activedescendant");
    if (this.dialog.matches(":modal")) option?.scrollIntoView({ block: "nearest" });
  }

  move(event) {
    const list = this.shown;
    const at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.select(list[Math.min(at + 1, list.length - 1)]);
    else if (event.key === "ArrowUp") this.select(list[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && list[at]) list[at].click();
    else return;
    event.preventDefault();
  }
}

customElements.define("command-palette", CommandPalette);
