// <current-row row="row-12" list="inbox-list" current="12">: marks the row that stands open beside its
// list, and lets the list know when it is asked for again.
class CurrentRow extends HTMLElement {
  connectedCallback() {
    for (const each of document.querySelectorAll("[data-row][aria-current]")) {
      each.removeAttribute("aria-current");
    }
    const row = document.getElementById(this.getAttribute("row"));
    row?.setAttribute("aria-current", "true");
    row?.classList.remove("row--unread");
    const list = document.getElementById(this.getAttribute("list"));
    if (!list) return;
    const address = new URL(list.getAttribute("hx-get"), location);
    address.searchParams.set("current", this.getAttribute("current"));
    list.setAttribute("hx-get", address.pathname + address.search);
  }
}

customElements.define("current-row", CurrentRow);

// Opened elsewhere, in a tab or a window of its own, a row is the browser's alone.
function leave(event) {
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (isElsewhere && event.target.closest?.("a[data-row]")) event.stopImmediatePropagation();
}

addEventListener("click", leave, true);
