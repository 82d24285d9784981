// The page's kernel: started when it is first needed, ended with the page.

import { ask, xsrfToken } from "./api.js";
import { KernelManager, ServerConnection } from "./vendor/jupyter.js";

const NAMES = {
  idle: "ready", busy: "busy", starting: "starting", restarting: "starting",
  autorestarting: "died", dead: "ended", terminating: "ended",
};

export class PageKernel {
  // `onStatus` gets: off, starting, ready, busy, died (and started again), ended, lost.
  constructor(onStatus) {
    this.onStatus = onStatus;
    this.connection = null;
    this.status = "off";
    const baseUrl = `${location.origin}/`;
    const wsUrl = baseUrl.replace(/^http/, "ws");
    const serverSettings = ServerConnection.makeSettings({ baseUrl, wsUrl, appendToken: false });
    this.manager = new KernelManager({ serverSettings, standby: () => true });
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => this.exists().catch(() => {})); // who comes back is told
  }

  // A connection to a running kernel.
  async running() {
    if (await this.exists()) return this.connection;
    this.say("starting");
    this.starting ??= this.start().finally(() => (this.starting = null));
    return this.starting;
  }

  async start() {
    try {
      const connection = await this.manager.startNew({ name: "jax101" });
      this.connection = connection;
      connection.statusChanged.connect((_, status) => this.say(NAMES[status] ?? this.status));
      connection.connectionStatusChanged.connect((_, status) => {
        if (status !== "connected" && connection === this.connection) this.exists().catch(() => {});
      });
      await connection.info;
      return connection;
    } catch (error) {
      this.connection = null;
      this.say("lost");
      throw error;
    }
  }

  // Whether the server still has the kernel: it ends one that does nothing for long.
  async exists() {
    if (!this.connection) return false;
    try {
      await ask(`/api/kernels/${this.connection.id}`);
      return true;
    } catch (error) {
      if (error.status !== 404) {
        this.say("lost");
        throw error;
      }
      this.connection?.dispose();
      this.connection = null;
      this.say("ended");
      return false;
    }
  }

  // Run code; each message with an output goes to `onMessage`. Returns "ok", "error" or "aborted",
  // or "died" when the kernel ended meanwhile.
  async run(code, onMessage) {
    const connection = await this.running();
    const future = connection.requestExecute({ code, allow_stdin: false, stop_on_error: true });
    future.onIOPub = onMessage;
    try {
      return (await future.done).content.status;
    } catch {
      return "died";
    }
  }

  async interrupt() {
    await this.connection?.interrupt();
  }

  async restart() {
    if (await this.exists()) await this.connection.restart();
    else await this.running();
  }

  // The page goes: a request that outlives it ends the kernel.
  leave() {
    if (!this.connection) return;
    const headers = { "X-XSRFToken": xsrfToken() };
    fetch(`/api/kernels/${this.connection.id}`, { method: "DELETE", keepalive: true, headers });
    this.connection.dispose();
    this.connection = null;
    this.say("off");
  }

  say(status) {
    this.status = status;
    this.onStatus(status);
  }
}
