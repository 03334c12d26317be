// Posts forms to an address one after the other, each again until it arrives: after 2 s, 4 s, at most
// 30 s. A newer one takes the place of one with the same name that still waits. `told` is called
// with the answer and the name, or with what is wrong: "offline" or "signedOut".
export class OneByOne {
  constructor(url, told) {
    [this.url, this.told, this.waiting, this.tries] = [url, told, new Map(), 0];
  }

  get isLate() {
    return this.tries > 0 && this.waiting.size > 0;
  }

  put(name, body) {
    this.waiting.set(name, body);
    this.next();
  }

  async next() {
    const [[name, body] = []] = this.waiting;
    if (this.busy || !name) return;
    clearTimeout(this.timer);
    const { signal } = (this.busy = new AbortController());
    const hasArrived = await this.post(name, body, { signal });
    if (signal.aborted) return;
    this.busy = undefined;
    if (hasArrived && this.waiting.get(name) === body) this.waiting.delete(name);
    this.tries = hasArrived ? 0 : this.tries + 1;
    const pause = hasArrived ? 0 : Math.min(30, 2 ** this.tries) * 1000;
    if (this.waiting.size) this.timer = setTimeout(() => this.next(), pause);
  }

  async post(name, body, options) {
    try {
      const request = { method: "POST", body, redirect: "manual", ...options };
      const answer = await fetch(this.url, request);
      const isOut = answer.type === "opaqueredirect" || answer.status === 403;
      const isUnderstood = answer.ok || answer.status === 422;
      if (isUnderstood) this.told(await answer.text(), name);
      else this.told("", name, isOut ? "signedOut" : "offline");
      return isUnderstood;
    } catch {
      if (!options.signal?.aborted) this.told("", name, "offline");
      return false;
    }
  }

  // What waits is dropped, what is on its way is cut off.
  stop() {
    clearTimeout(this.timer);
    this.waiting.clear();
    this.busy?.abort();
    [this.busy, this.tries] = [undefined, 0];
  }

  // Everything at once, also when the page goes away.
  hurry() {
    for (const [name, body] of this.waiting) this.post(name, body, { keepalive: true });
  }
}
