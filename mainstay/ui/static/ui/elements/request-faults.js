// <request-faults> holds a template with a toast for each kind of fault and shows it when a request
// of htmx does not come back with something to show: "server", "gone", "refused" or "offline".
class RequestFaults extends HTMLElement {
  connectedCallback() {
    this.answered = ({ detail }) => this.show(this.kind(detail.ctx.response.status));
    this.failed = ({ detail }) => {
      const unreachable = detail.error instanceof TypeError && !detail.ctx?.response;
      if (unreachable) this.show("offline");
    };
    document.addEventListener("htmx:response:error", this.answered);
    document.addEventListener("htmx:error", this.failed);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:response:error", this.answered);
    document.removeEventListener("htmx:error", this.failed);
  }

  kind(status) {
    if (status >= 500) return "server";
    if (status === 404 || status === 410) return "gone";
    return [400, 401, 403, 405, 413, 429].includes(status) ? "refused" : "";
  }

  show(kind) {
    const toast = kind && this.querySelector(`template[data-fault="${kind}"]`);
    const place = document.getElementById("toasts");
    if (!toast || !place) return;
    place.querySelector("[data-fault]")?.remove();
    place.append(toast.content.cloneNode(true));
  }
}

customElements.define("request-faults", RequestFaults);
