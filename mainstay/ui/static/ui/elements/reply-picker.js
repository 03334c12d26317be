// <reply-picker search="/…/" into="id" along="id"> inside a dialog: asks the server for the options
// that fit the words, shows the text of the chosen one in [data-preview] and puts it at the caret of
// the textarea. What goes along with it replaces the content of the `along` element. Each option
// is a link with templates: [data-text], [data-note], [data-along].
class ReplyPicker extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog");
    [this.input, this.found] = [this.querySelector("input"), this.querySelector("[data-found]")];
    document.querySelector(`[data-opens="${this.dialog.id}"]`).addEventListener("click", () => {
      this.input.value = "";
      this.ask();
    });
    this.input.addEventListener("input", (event) => this.later(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.found.addEventListener("click", (event) => this.press(event));
    this.found.addEventListener("pointerover", ({ target }) => this.select(target.closest("[role=option]")));
  }

  later(event) {
    event.stopPropagation();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    const q = this.input.value;
    try {
      const address = `${this.getAttribute("search")}?${new URLSearchParams({ q })}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual" });
      if (!answer.ok || q !== this.input.value) return;
      this.found.innerHTML = await answer.text();
      this.select(this.found.querySelector("[role=option]"));
    } catch { /* offline: what is shown stays */ }
  }

  part(option, name) {
    return option?.querySelector(`template[data-${name}]`)?.content;
  }

  select(option) {
    if (option === null && this.chosen?.isConnected) return;
    this.chosen = option;
    for (const each of this.found.querySelectorAll("[role=option]")) {
      each.setAttribute("aria-selected", String(each === option));
    }
    this.querySelector("[data-preview]").textContent = this.part(option, "text")?.textContent ?? "";
    const notes = ["note", "along"].map((name) => this.part(option, name)?.textContent.trim().replace(/\s+/g, " "));
    this.querySelector("[data-shows-note]").textContent = notes.filter(Boolean).join(" · ");
    if (option) this.input.setAttribute("aria-activedescendant", (option.id ||= crypto.randomUUID()));
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const list = [...this.found.querySelectorAll("[role=option]")];
    const at = list.indexOf(this.chosen);
    if (event.key === "ArrowDown") this.select(list[Math.min(at + 1, list.length - 1)]);
    else if (event.key === "ArrowUp") this.select(list[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && !event.isComposing) this.use(this.chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  press(event) {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.use(option);
  }

  use(option) {
    if (!option) return;
    const text = document.getElementById(this.getAttribute("into"));
    const words = this.part(option, "text").textContent;
    this.dialog.close();
    document.getElementById(this.getAttribute("along"))?.replaceChildren(this.part(option, "along").cloneNode(true));
    text.focus();
    // The old command keeps the browser's undo; where it is gone the text is set.
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const unknown = /⟦[a-z_]+⟧/.exec(text.value);
    if (unknown) text.setSelectionRange(unknown.index, unknown.index + unknown[0].length);
  }
}

customElements.define("reply-picker", ReplyPicker);
