// <quote-words into="id"> around links with [data-quote]: the words that the link's data-quote address
// answers with are put into the textarea at the caret. Without a script the link does the same.
class QuoteWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("[data-quote]");
      const text = document.getElementById(this.getAttribute("into"));
      if (!link || !text || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.put(link, text);
    });
  }

  async put(link, text) {
    try {
      const answer = await fetch(link.dataset.quote, { headers: { "HX-Request": "true" }, redirect: "manual" });
      if (!answer.ok) return location.assign(link.href);
      const { value, selectionStart: at } = text;
      const before = value.slice(0, at);
      const gap = before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
      text.focus();
      text.setRangeText(`${gap}${await answer.text()}\n\n`, at, at, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.scrollTop = text.scrollHeight;
    } catch {
      location.assign(link.href);
    }
  }
}

customElements.define("quote-words", QuoteWords);
