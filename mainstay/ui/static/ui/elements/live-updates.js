// <live-updates url token>: one EventSource for all tabs of a browser. The tab that holds the lock
// listens for the topics of every tab and tells the others. A message {topic, kind, id} becomes the
// events live, live:topic and live:topic:id on the body, so that hx-trigger can name them
// ("live:conversation:12 from:body"). After a gap comes live:again. When it fails, nothing shows.
const tabs = new BroadcastChannel("mainstay-live");
const tokens = new Map();
const here = crypto.randomUUID?.() ?? String(Math.random());
let url, source, wait, tries = 0, leads = false, broken = false;

function dispatch(message) {
  const { topic, id } = message;
  const names = message.again ? ["live:again"] : ["live", `live:${topic}`, `live:${topic}:${id}`];
  for (const name of names) document.body.dispatchEvent(new CustomEvent(name, { detail: message }));
}

function tell(message) {
  dispatch(message);
  tabs.postMessage({ message });
}

function connect() {
  clearTimeout(wait);
  source?.close();
  const query = new URLSearchParams();
  for (const token of new Set(tokens.values())) query.append("token", token);
  if (!query.size) return;
  source = new EventSource(`${url}?${query}`);
  source.onmessage = (event) => tell(JSON.parse(event.data));
  source.onopen = () => {
    tries = 0;
    if (broken) tell({ again: true });
    broken = false;
  };
  source.onerror = () => {
    broken = true;
    source.close();
    const seconds = Math.min(60, 2 ** tries++) * (0.5 + Math.random());
    wait = setTimeout(connect, seconds * 1000);
  };
}

function remember(tab, token) {
  if (tokens.get(tab) === token) return;
  tokens.delete(tab);
  if (token) tokens.set(tab, token);
  if (!leads) return;
  clearTimeout(wait);
  wait = setTimeout(connect, 200);
}

tabs.onmessage = ({ data }) => {
  if (data.message) dispatch(data.message);
  if (data.tab) remember(data.tab, data.token);
  if (data.asks) tabs.postMessage({ tab: here, token: tokens.get(here) });
};

function lead() {
  leads = true;
  tabs.postMessage({ asks: true });
  wait = setTimeout(connect, 300);
  return new Promise(() => {}); // the lock is held until the tab closes
}

class LiveUpdates extends HTMLElement {
  connectedCallback() {
    url = this.getAttribute("url");
    remember(here, this.getAttribute("token"));
    tabs.postMessage({ tab: here, token: tokens.get(here) });
    addEventListener("pagehide", () => tabs.postMessage({ tab: here, token: "" }));
    if (leads) return;
    if (navigator.locks) navigator.locks.request("mainstay-live", lead);
    else lead();
  }
}

customElements.define("live-updates", LiveUpdates);
